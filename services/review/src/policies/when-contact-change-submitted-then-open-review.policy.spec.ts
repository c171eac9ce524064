import { publishedFacts } from '@ekey/contracts';
import { recorded } from '@ekey/kernel/testing';
import { whenContactChangeSubmittedThenOpenReview as policy } from './when-contact-change-submitted-then-open-review.policy';

const caseId = '6f0c2f5e-9f5b-4a5c-8f43-3c1f5a8f7b21';
const shown = {
  ...{ round: 1, kind: 'contact', uscc: '91310000MA1FL4QT9X', nameCn: '上海远帆进出口有限公司', agencyId: 'shanghai' },
  ...{ pickupPointId: 'hall', licenceTypes: ['import'], formNumber: 'EK', formVersion: 1 },
  form: { documentId: `${caseId}/form`, type: 'application/json', size: 900 },
  ...{ changedFields: ['agent.email'], submittedAt: '2027-01-20T02:00:00.000Z' },
};

it('a change of contact data opens a review of the form alone', () => {
  const type = 'intake.ContactChangeSubmitted.v1' as const;
  const mailTo = { $sealed: 'x', owner: `case:${caseId}`, field: 'mailTo' };
  const data = publishedFacts[type].parse({ ...shown, caseId, number: 'EK26000001', mailTo });
  const fact = recorded({ type, data }, { stream: `intake.ContactChange-${caseId}` });
  expect(policy.react(fact)).toEqual([
    { id: caseId, command: { type: 'OpenReview', data: { ...shown, documents: [] } } },
  ]);
});
