import { CASE } from '../testing/letters';
import { published } from '../testing/published';
import { whenOrderTerminatedThenMailTheEnd as policy } from './when-order-terminated-then-mail-the-end.policy';

const ended = (ground: string) =>
  published('issuance.OrderEnded.v1', {
    ...{ caseId: CASE, kind: 'first', uscc: '91110101MA0000007T', ground },
    endedAt: '2026-03-18T01:00:00.000Z',
  });

describe('when an order ends', () => {
  it('because the authority terminated it, then the enterprise is told why', () => {
    const [target, ...others] = policy.react(ended('forged-materials'));
    expect(others).toEqual([]);
    expect(target?.command.data).toMatchObject({
      letter: { caseId: CASE, purpose: 'case-ended', parameters: { ground: 'forged-materials' } },
    });
  });
  it.each(['withdrawn', 'slot-released'])('because the application did (%s), then intake has said so', (ground) =>
    expect(policy.react(ended(ground))).toEqual([]),
  );
});
