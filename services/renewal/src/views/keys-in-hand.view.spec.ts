import { answerOf, recorded } from '@ekey/kernel/testing';
import { form, key, newCertificates, now, oldCertificates, proved, renewalId } from '../testing/renewal.examples';
import { CASE, collected, issued, published } from '../testing/terms';
import { keysInHand } from './keys-in-hand.view';

const approved = (caseId: string) =>
  published(
    'review.ApplicationReVerified.v1',
    {
      ...{
        caseId,
        kind: 'first',
        round: 1,
        uscc: issued.uscc,
        agencyId: key.agencyId,
        officer: 'spr-1',
        decidedAt: now,
      },
      ...{
        preVerifier: 'agr-1',
        nameCn: key.nameCn,
        pickupPointId: key.pickupPointId,
        formNumber: 'EK',
        formVersion: 1,
      },
      ...{ form: form.form, documents: [], sealImpressionUsable: true },
      ...{ startedAt: now, dueAt: now, dueOn: '2026-03-20', provisional: false },
    },
    `review.Review-${caseId}`,
  );
const place = { tokenSerial: key.tokenSerial, agencyId: key.agencyId, pickupPointId: key.pickupPointId };
const content = { nameCn: key.nameCn, formDocumentId: form.form.documentId };

describe('a key in the hand of its enterprise', () => {
  it('is known with what was approved for it, whichever is told first', () => {
    const whole = { caseId: CASE, ...place, ...content, certificates: oldCertificates, contactForm: null };
    expect(answerOf(keysInHand, CASE, [approved(CASE), collected])).toEqual(whole);
    expect(answerOf(keysInHand, CASE, [collected, approved(CASE)])).toEqual(whole);
  });
  it('is known with the form of the last change of its contact data', () => {
    const change = {
      ...{ caseId: CASE, kind: 'contact' as const, uscc: issued.uscc, changeId: renewalId, number: key.tokenSerial },
      form: { documentId: 'change/form', type: 'application/json', size: 900 },
      mailTo: { $sealed: 'x', owner: `case:${renewalId}` as const, field: 'mailTo' },
      changedAt: now,
    };
    const changed = published('intake.ContactDataChanged.v1', change, `intake.ContactChanges-${issued.uscc}`);
    expect(answerOf(keysInHand, CASE, [approved(CASE), collected, changed])).toMatchObject({
      contactForm: 'change/form',
      formDocumentId: form.form.documentId,
    });
  });
  it('is not, before both are', () => {
    expect(answerOf(keysInHand, CASE, [collected])).toBeNull();
    expect(answerOf(keysInHand, CASE, [approved(CASE)])).toBeNull();
  });
  it('goes on under the case of its renewal, with its new certificates', () => {
    const fact = recorded(proved, { stream: `renewal.Renewal-${renewalId}` });
    expect(answerOf(keysInHand, renewalId, [approved(renewalId), fact])).toEqual({
      ...{ caseId: renewalId, ...place, ...content, certificates: newCertificates, contactForm: null },
    });
  });
});
