import { CASE, remark } from '../testing/letters';
import { published } from '../testing/published';
import { whenApplicationRefusedThenMailTheGround as policy } from './when-application-refused-then-mail-the-ground.policy';

describe('when an application is refused', () => {
  it('then the ground is mailed, and the remark sealed as it came', () => {
    const refused = published('review.ApplicationRefused.v1', {
      ...{ caseId: CASE, kind: 'first', round: 1, uscc: '91110101MA0000007T', agencyId: 'agency', officer: 'manager' },
      ...{ decidedAt: '2026-03-03T01:00:00.000Z', ground: 'not-eligible', remark },
    });
    const [target, ...others] = policy.react(refused);
    expect(others).toEqual([]);
    expect(target?.command.data).toMatchObject({
      letter: { caseId: CASE, purpose: 'application-refused', parameters: { ground: 'not-eligible', remark } },
    });
  });
});
