import { publishedFacts, type Published } from '@ekey/contracts';
import { answerOf, recorded } from '@ekey/kernel/testing';
import { renewedKeys } from './renewed-keys.view';

const [uscc, token] = ['91310000MA1FL4QT9X', 'EK26000001'];
const [first, second] = ['4A'.repeat(16), '5A'.repeat(16)];
const [january, february, later] = ['2027-01-20T02:00:00.000Z', '2027-02-20T02:00:00.000Z', '2028-02-20T02:00:00.000Z'];
const applicationId = '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01';
const renewalId = (n: number): string => `6f0c2f5e-9f5b-4a5c-8f43-3c1f5a8f7b2${n}`;
const pair = (signing: string) => ({ signing, encryption: '4B'.repeat(16) });

const fact = (type: Published['type'], data: object, stream: string, revision = 0) =>
  recorded({ type, data: publishedFacts[type].parse(data) } as Published, { stream, revision });
const collected = fact(
  'issuance.KeyCollected.v1',
  {
    ...{ caseId: applicationId, kind: 'first', uscc, attempt: 1, tokenSerial: token, certificates: pair(first) },
    ...{
      agencyId: 'shanghai',
      pickupPointId: 'hall',
      collector: 'authorised-user',
      collectedAt: '2026-03-12T01:00:00.000Z',
    },
  },
  `issuance.KeyOrder-${applicationId}`,
);
const submitted = (n: number, serial: string, submittedAt: string) =>
  fact(
    'renewal.RenewalSubmitted.v1',
    {
      ...{ caseId: renewalId(n), kind: 'renewal', uscc, round: 1, serial, notAfter: later, nameCn: '上海远帆' },
      ...{ agencyId: 'shanghai', pickupPointId: 'hall', licenceTypes: ['import'], formNumber: 'EK', formVersion: 1 },
      form: { documentId: `${renewalId(n)}/form`, type: 'application/json', size: 9 },
      ...{ formDigest: 'e', changedFields: [], documents: [], submittedBy: 'key', submittedAt },
      mailTo: { $sealed: 'cipher', owner: `case:${renewalId(n)}`, field: 'mailTo' },
    },
    `renewal.Renewal-${renewalId(n)}`,
  );
const renewed = fact(
  'renewal.CertificateRenewed.v1',
  {
    ...{ caseId: renewalId(1), kind: 'renewal', uscc, attempt: 1, tokenSerial: token, agencyId: 'shanghai' },
    ...{ oldCertificates: pair(first), certificates: pair(second), notAfter: later, renewedAt: february },
  },
  `renewal.Renewal-${renewalId(1)}`,
  9,
);
const forms = (...facts: Parameters<typeof answerOf>[2]) => answerOf(renewedKeys, uscc, facts)?.forms;

describe('what an enterprise said when it asked for the renewal of a key', () => {
  it('is nothing before it did', () => expect(forms(collected)).toEqual({}));
  it('is found by the token, whatever is heard of first', () => {
    const asked = submitted(1, first, january);
    for (const facts of [
      [collected, asked],
      [asked, collected],
    ])
      expect(forms(...facts)).toEqual({ [token]: `${renewalId(1)}/form` });
  });
  it('is what it said last, whatever is heard of last', () => {
    const [one, other] = [submitted(1, first, january), submitted(2, first, february)];
    for (const facts of [
      [one, other],
      [other, one],
    ])
      expect(forms(collected, ...facts)).toEqual({ [token]: `${renewalId(2)}/form` });
  });
  it('is that of the certificate which is in the token now', () => {
    expect(forms(collected, submitted(1, first, january), renewed)).toEqual({});
    const next = submitted(2, second, later);
    expect(forms(collected, submitted(1, first, january), renewed, next)).toEqual({ [token]: `${renewalId(2)}/form` });
  });
});
