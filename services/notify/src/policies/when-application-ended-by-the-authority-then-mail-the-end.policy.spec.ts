import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenApplicationEndedByTheAuthorityThenMailTheEnd as policy } from './when-application-ended-by-the-authority-then-mail-the-end.policy';

const withdrawn = (ground: 'applicant' | 'slot-released') =>
  published('intake.ApplicationWithdrawn.v1', {
    ...{ caseId: CASE, kind: 'first', uscc: '91110101MA0000007T', ground },
    withdrawnAt: '2026-03-12T01:00:00.000Z',
  });

describe('when an application is withdrawn', () => {
  it('by the authority, then the applicant is told', () => {
    const [target, ...others] = policy.react(withdrawn('slot-released'));
    expect(others).toEqual([]);
    expect(target?.command.data).toMatchObject({
      letter: { caseId: CASE, address: null, purpose: 'case-ended', parameters: { ground: 'slot-released' } },
    });
  });
  it('by the applicant, then nobody is', () => expect(policy.react(withdrawn('applicant'))).toEqual([]));
});
