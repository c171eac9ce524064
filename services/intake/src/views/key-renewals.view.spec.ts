import { publishedFacts, type Published } from '@ekey/contracts';
import { answerOf, recorded } from '@ekey/kernel/testing';
import { keyRenewals } from './key-renewals.view';

const [uscc, token] = ['91310000MA1FL4QT9X', 'EK26000001'];
const [first, second] = ['4A'.repeat(16), '5A'.repeat(16)];
const [january, february, later] = ['2027-01-20T02:00:00.000Z', '2027-02-20T02:00:00.000Z', '2028-02-20T02:00:00.000Z'];
const applicationId = '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01';
const renewalId = (n: number): string => `6f0c2f5e-9f5b-4a5c-8f43-3c1f5a8f7b2${n}`;
const pair = (signing: string) => ({ signing, encryption: '4B'.repeat(16) });

let told = 0;
const fact = (type: Published['type'], data: object, stream: string) =>
  recorded({ type, data: publishedFacts[type].parse(data) } as Published, { stream, revision: (told += 1) });
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
const submitted = (n: number, serial: string, submittedAt: string, form = `${renewalId(n)}/form`) =>
  fact(
    'renewal.RenewalSubmitted.v1',
    {
      ...{ caseId: renewalId(n), kind: 'renewal', uscc, round: 1, serial, notAfter: later, nameCn: '上海远帆' },
      ...{ agencyId: 'shanghai', pickupPointId: 'hall', licenceTypes: ['import'], formNumber: 'EK', formVersion: 1 },
      form: { documentId: form, type: 'application/json', size: 9 },
      ...{ formDigest: 'e', changedFields: [], documents: [], submittedBy: 'key', submittedAt },
      mailTo: { $sealed: 'cipher', owner: `case:${renewalId(n)}`, field: 'mailTo' },
    },
    `renewal.Renewal-${renewalId(n)}`,
  );
const renewed = (n: number, number: string, renewedAt: string, signing = second) =>
  fact(
    'renewal.CertificateRenewed.v1',
    {
      ...{ caseId: renewalId(n), kind: 'renewal', uscc, attempt: 1, tokenSerial: number, agencyId: 'shanghai' },
      ...{ oldCertificates: pair(first), certificates: pair(signing), notAfter: later, renewedAt },
    },
    `renewal.Renewal-${renewalId(n)}`,
  );
type Facts = Parameters<typeof answerOf>[2];
const keysOf = (facts: Facts) => answerOf(keyRenewals, uscc, facts)?.keys ?? {};
const asked = (...facts: Facts) => keysOf(facts)[token]?.asked;

describe('the renewals of a key', () => {
  it('are those that put new certificates into it, the oldest first, with the form that was submitted last', () => {
    const [one, other] = [`${renewalId(1)}/corrected`, `${renewalId(2)}/form`];
    const keys = keysOf([
      submitted(2, second, january),
      renewed(2, token, later, '6A'.repeat(16)),
      submitted(1, first, january),
      submitted(1, first, february, one),
      renewed(1, token, february),
      submitted(3, '7A'.repeat(16), january),
      renewed(3, 'EK2', february),
    ]);
    expect(keys[token]?.renewed).toEqual([
      { caseId: renewalId(1), form: one, saidAt: february },
      { caseId: renewalId(2), form: other, saidAt: january },
    ]);
    expect(keys['EK2']?.renewed).toEqual([{ caseId: renewalId(3), form: `${renewalId(3)}/form`, saidAt: january }]);
  });
  it('are under way until they put new certificates into it', () => {
    const begun = [collected, submitted(1, first, january)];
    expect(keysOf(begun)[token]?.underWay).toEqual([renewalId(1)]);
    expect(keysOf([...begun, renewed(1, token, february)])[token]?.underWay).toEqual([]);
  });
  it('are none as long as it is not renewed', () => {
    expect(keysOf([submitted(1, first, january)])).toEqual({});
    expect(keysOf([collected, submitted(1, first, january)])[token]?.renewed).toEqual([]);
  });
});

describe('what an enterprise said when it asked for the renewal of a key', () => {
  it('is nothing before it did', () => expect(asked(collected)).toBeNull());
  it('is found by the token, whatever is heard of first', () => {
    const submission = submitted(1, first, january);
    for (const facts of [
      [collected, submission],
      [submission, collected],
    ])
      expect(asked(...facts)).toBe(`${renewalId(1)}/form`);
  });
  it('is what it said last, whatever is heard of last', () => {
    const [one, other] = [submitted(1, first, january), submitted(2, first, february)];
    for (const facts of [
      [one, other],
      [other, one],
    ])
      expect(asked(collected, ...facts)).toBe(`${renewalId(2)}/form`);
  });
  it('is that of the certificate which is in the token now', () => {
    const made = [collected, submitted(1, first, january), renewed(1, token, february)];
    expect(asked(...made)).toBeNull();
    expect(asked(...made, submitted(2, second, later))).toBe(`${renewalId(2)}/form`);
  });
});
