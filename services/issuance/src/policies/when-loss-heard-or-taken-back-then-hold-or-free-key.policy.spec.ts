import { recorded } from '@ekey/kernel/testing';
import type { KeyRenewed, LossHeard, LossTakenBack } from '../key-in-hand/key-in-hand.events';
import type { HeldKey } from '../revocation/revocation.events';
import { exampleHeldKey } from '../testing/example-held-key';
import { whenLossHeardOrTakenBackThenHoldOrFreeKey as policy } from './when-loss-heard-or-taken-back-then-hold-or-free-key.policy';

const [reportedAt, now] = ['2026-03-02T00:59:00.000Z', '2026-03-02T01:00:00.000Z'];
const { uscc } = exampleHeldKey;
const react = (fact: LossHeard | LossTakenBack | KeyRenewed) =>
  policy.react(recorded(fact, { stream: 'issuance.KeyInHand-EK1' }));
const heard = (key: HeldKey | null): LossHeard => ({
  type: 'LossHeard',
  data: { uscc, key, reportedAt, heardAt: now },
});
const takenBack = (key: HeldKey | null): LossTakenBack => ({
  type: 'LossTakenBack',
  data: { uscc, key, takenBackAt: now },
});

describe('when a loss is heard, or taken back', () => {
  it('the key in the token is suspended', () =>
    expect(react(heard(exampleHeldKey))).toEqual([
      { id: 'case-1.1', command: { type: 'SuspendLostKey', data: { key: exampleHeldKey, reportedAt, now } } },
    ]));
  it('the key in the token is freed', () =>
    expect(react(takenBack(exampleHeldKey))).toEqual([
      { id: 'case-1.1', command: { type: 'LiftReportedLoss', data: { now } } },
    ]));
  it('or a renewal comes between, the key before is told which one follows it', () => {
    const successor = { ...exampleHeldKey, caseId: 'renewal-1', attempt: 2, serials: ['5A', '5B'] };
    const renewed: KeyRenewed = {
      type: 'KeyRenewed',
      data: { before: exampleHeldKey, key: successor, renewedAt: now },
    };
    expect(react(renewed)).toEqual([{ id: 'case-1.1', command: { type: 'SucceedKey', data: { successor, now } } }]);
  });
  it('nothing can be done before it is known which key that is', () => {
    expect(react(heard(null))).toEqual([]);
    expect(react(takenBack(null))).toEqual([]);
  });
});
