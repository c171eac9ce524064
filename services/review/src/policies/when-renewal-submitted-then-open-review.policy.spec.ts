import { publishedFacts } from '@ekey/contracts';
import { recorded } from '@ekey/kernel/testing';
import { whenRenewalSubmittedThenOpenReview as policy } from './when-renewal-submitted-then-open-review.policy';

const caseId = '6f0c2f5e-9f5b-4a5c-8f43-3c1f5a8f7b21';
const at = '2027-01-20T02:00:00.000Z';
const shown = {
  ...{ round: 2, kind: 'renewal', uscc: '91310000MA1FL4QT9X', nameCn: '上海远帆进出口有限公司', agencyId: 'shanghai' },
  ...{ pickupPointId: 'hall', licenceTypes: ['import'], formNumber: 'EK', formVersion: 1 },
  form: { documentId: `${caseId}/form`, type: 'application/json', size: 900 },
  ...{ changedFields: ['phone'], documents: [], submittedAt: at },
};

it('a renewal that is submitted opens a round of its review, with what reviewers look at and nothing else', () => {
  const type = 'renewal.RenewalSubmitted.v1' as const;
  const besides = { caseId, serial: '4A', notAfter: at, formDigest: 'd', submittedBy: 'key-4A' };
  const mailTo = { $sealed: 'x', owner: `case:${caseId}`, field: 'mailTo' };
  const data = publishedFacts[type].parse({ ...shown, ...besides, mailTo });
  const fact = recorded({ type, data }, { stream: `renewal.Renewal-${caseId}` });
  expect(policy.react(fact)).toEqual([{ id: caseId, command: { type: 'OpenReview', data: shown } }]);
});
