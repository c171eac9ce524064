import type { PublishedData } from '@ekey/contracts';
import { answerOf } from '@ekey/kernel/testing';
import { CASE, mailTo, sealedFor } from '../testing/letters';
import { published } from '../testing/published';
import { caseContacts } from './case-contacts.view';

const stream = `intake.KeyApplication-${CASE}`;
const sha256 = 'ab'.repeat(32);
const document = { documentId: `${CASE}/${sha256}`, sha256, type: 'image/png', size: 1000 };
const page = { image: document, preview: document, receivedSha256: sha256, width: 2480, height: 3508, warnings: [] };
const submission: PublishedData<'intake.ApplicationSubmitted.v1'> = {
  ...{ caseId: CASE, kind: 'first', uscc: '91110101MA0000007T', round: 1, nameCn: '北京示例进出口有限公司' },
  ...{ agencyId: 'BJ', pickupPointId: 'BJ-12', licenceTypes: ['import'], formNumber: 'SQ-2026-000123', formVersion: 1 },
  ...{ form: { ...document, type: 'application/json' }, formDigest: 'cd'.repeat(32), changedFields: [] },
  documents: [{ slot: 'application-form', version: 1, qr: 'matched', pages: [page] }],
  ...{ mailTo, submittedBy: 'account', submittedAt: '2026-03-02T01:00:00.000Z' },
};
const submitted = published('intake.ApplicationSubmitted.v1', submission, { stream, revision: 9 });
const right = sealedFor(`case:${CASE}`, 'right@enterprise.example');
const correction = { caseId: CASE, kind: 'first' as const, uscc: submission.uscc, mailTo: right };
const corrected = published(
  'intake.ContactCorrected.v1',
  { ...correction, correctedAt: '2026-03-05T01:00:00.000Z' },
  { stream, revision: 12 },
);

describe('where a mail about a case goes', () => {
  const application = { number: 'SQ-2026-000123', nameCn: '北京示例进出口有限公司' };
  it('is the address of the submitted form', () =>
    expect(answerOf(caseContacts, CASE, [submitted])).toEqual({
      ...{ caseId: CASE, application, mailTo, statedAt: '2026-03-02T01:00:00.000Z' },
    }));
  it('is the corrected address once there is one', () =>
    expect(answerOf(caseContacts, CASE, [submitted, corrected])).toEqual({
      ...{ caseId: CASE, application, mailTo: right, statedAt: '2026-03-05T01:00:00.000Z' },
    }));
  it('may be corrected before anything is submitted', () =>
    expect(answerOf(caseContacts, CASE, [corrected])).toEqual({
      ...{ caseId: CASE, mailTo: right, statedAt: '2026-03-05T01:00:00.000Z' },
    }));
  it('is the address of the form by which a key is renewed', () => {
    const { caseId, uscc, round, nameCn, agencyId, pickupPointId, licenceTypes, formNumber, formVersion } = submission;
    const about = { caseId, kind: 'renewal' as const, uscc, round, nameCn, agencyId, pickupPointId, licenceTypes };
    const { form, formDigest, changedFields, documents, submittedBy, submittedAt } = submission;
    const of = {
      formNumber,
      formVersion,
      form,
      formDigest,
      changedFields,
      documents,
      mailTo,
      submittedBy,
      submittedAt,
    };
    const key = { serial: '4A', notAfter: '2027-03-20T02:00:00.000Z' };
    const renewed = published('renewal.RenewalSubmitted.v1', { ...about, ...of, ...key }, { stream: `renewal.Renewal-${CASE}` }); // prettier-ignore
    expect(answerOf(caseContacts, CASE, [renewed])).toMatchObject({ application, mailTo, statedAt: submittedAt });
  });
  it('is the new address once a change of contact data was passed, until another is stated', () => {
    const { uscc } = submission;
    const document = { documentId: `${CASE}/${sha256}`, type: 'application/json', size: 1000 };
    const change = { caseId: CASE, kind: 'contact' as const, uscc, changeId: CASE, number: 'EK1', form: document };
    const changedAt = '2026-03-04T01:00:00.000Z';
    const passed = published(
      'intake.ContactDataChanged.v1',
      { ...change, mailTo: right, changedAt },
      { stream: `intake.ContactChanges-${uscc}` },
    );
    const now = { caseId: CASE, application, mailTo: right, statedAt: changedAt };
    expect(answerOf(caseContacts, CASE, [submitted, passed])).toEqual(now);
    expect(answerOf(caseContacts, CASE, [passed, submitted])).toEqual(now);
    expect(answerOf(caseContacts, CASE, [submitted, passed, corrected])).toMatchObject({
      statedAt: '2026-03-05T01:00:00.000Z',
    });
  });
  it('is the address that a change of contact data itself gives, for what is said of the change', () => {
    const { uscc, nameCn, agencyId, pickupPointId, licenceTypes, formNumber, form } = submission;
    const { submittedAt } = submission;
    const about = { caseId: CASE, kind: 'contact' as const, uscc, round: 1, number: 'EK1', nameCn, agencyId };
    const asked = { pickupPointId, licenceTypes, formNumber, formVersion: 1, form, changedFields: ['agent.email'] };
    const told = published(
      'intake.ContactChangeSubmitted.v1',
      { ...about, ...asked, mailTo: right, submittedAt },
      { stream: `intake.ContactChanges-${uscc}` },
    );
    expect(answerOf(caseContacts, CASE, [told])).toEqual({
      ...{ caseId: CASE, application, mailTo: right, statedAt: submittedAt },
    });
  });
  it('does not fall back when an old fact arrives once more', () =>
    expect(answerOf(caseContacts, CASE, [submitted, corrected, submitted])).toMatchObject({ mailTo: right }));
});
