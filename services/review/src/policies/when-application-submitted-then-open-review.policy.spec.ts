import { intakeFacts, type Published } from '@ekey/contracts';
import { recorded } from '@ekey/kernel/testing';
import { caseId, submission } from '../review/review.examples';
import { whenApplicationSubmittedThenOpenReview } from './when-application-submitted-then-open-review.policy';

const submitted: Published<'intake.ApplicationSubmitted.v1'> = {
  type: 'intake.ApplicationSubmitted.v1',
  data: intakeFacts['intake.ApplicationSubmitted.v1'].parse({
    caseId,
    round: 2,
    ...submission,
    formDigest: 'd'.repeat(64),
    mailTo: { $sealed: 'c2VhbGVk', owner: `case:${caseId}`, field: 'agent.email' },
    submittedBy: 'account-1',
  }),
};

describe('a confirmed submission', () => {
  it('opens the review of its case, for its round', () => {
    const [target, ...others] = whenApplicationSubmittedThenOpenReview.react(
      recorded(submitted, { stream: `intake.KeyApplication-${caseId}` }),
    );
    expect(target).toEqual({ id: caseId, command: { type: 'OpenReview', data: { round: 2, ...submission } } });
    expect(others).toEqual([]);
  });

  it('takes no personal data along, sealed or not', () => {
    const [target] = whenApplicationSubmittedThenOpenReview.react(
      recorded(submitted, { stream: `intake.KeyApplication-${caseId}` }),
    );
    expect(JSON.stringify(target)).not.toMatch(/sealed|account-1/);
  });
});
