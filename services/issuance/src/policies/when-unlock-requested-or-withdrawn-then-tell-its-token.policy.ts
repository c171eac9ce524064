import type { Published } from '@ekey/contracts';
import type { Policy, Recorded } from '@ekey/kernel';
import type { AskUnlock, AskUnlockNoMore } from '../key-in-hand/key-in-hand.commands';

type Told = Published<'intake.KeyUnlockRequested.v1' | 'intake.KeyUnlockRequestWithdrawn.v1'>;

/** Both name the token; which key is in it, is known here. One policy for both, so that they arrive in their order. */
export const whenUnlockRequestedOrWithdrawnThenTellItsToken: Policy<Told, AskUnlock | AskUnlockNoMore> = {
  name: 'when-unlock-requested-or-withdrawn-then-tell-its-token',
  from: 'intake.events',
  on: ['intake.KeyUnlockRequested.v1', 'intake.KeyUnlockRequestWithdrawn.v1'],
  react: (fact) => [{ id: fact.data.tokenSerial, command: commandFor(fact) }],
};

function commandFor({ type, data, meta }: Recorded<Told>): AskUnlock | AskUnlockNoMore {
  const { caseId, uscc, requestId } = data;
  const now = meta.recordedAt;
  return type === 'intake.KeyUnlockRequested.v1'
    ? { type: 'AskUnlock', data: { asking: { requestId, caseId, uscc, reason: data.reason }, now } }
    : { type: 'AskUnlockNoMore', data: { requestId, now } };
}
