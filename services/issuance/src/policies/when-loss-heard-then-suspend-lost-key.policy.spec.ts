import { recorded } from '@ekey/kernel/testing';
import type { HeldKey } from '../revocation/revocation.events';
import { exampleHeldKey } from '../testing/example-held-key';
import { whenLossHeardThenSuspendLostKey as policy } from './when-loss-heard-then-suspend-lost-key.policy';

const now = '2026-03-02T01:00:00.000Z';
const heard = (key: HeldKey | null) =>
  policy.react(
    recorded(
      { type: 'LossHeard', data: { uscc: exampleHeldKey.uscc, key, reportedAt: now, heardAt: now } },
      { stream: 'issuance.KeyInHand-EK1' },
    ),
  );

describe('when a loss is heard', () => {
  it('the key in the token is suspended', () =>
    expect(heard(exampleHeldKey)).toEqual([
      { id: 'case-1.1', command: { type: 'SuspendLostKey', data: { key: exampleHeldKey, now } } },
    ]));
  it('nothing can be done before it is known which key that is', () => expect(heard(null)).toEqual([]));
});
