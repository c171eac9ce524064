import type { Published } from '@ekey/contracts';
import type { Policy, Recorded } from '@ekey/kernel';
import type { AskRevocation, AskRevocationNoMore } from '../key-in-hand/key-in-hand.commands';

type Told = Published<'intake.KeyRevocationRequested.v1' | 'intake.KeyRevocationRequestWithdrawn.v1'>;

/** Both name the token; which key is in it, is known here. One policy for both, so that they arrive in their order. */
export const whenRevocationRequestedOrWithdrawnThenTellItsToken: Policy<Told, AskRevocation | AskRevocationNoMore> = {
  name: 'when-revocation-requested-or-withdrawn-then-tell-its-token',
  from: 'intake.events',
  on: ['intake.KeyRevocationRequested.v1', 'intake.KeyRevocationRequestWithdrawn.v1'],
  react: (fact) => [{ id: fact.data.tokenSerial, command: commandFor(fact) }],
};

function commandFor({ type, data, meta }: Recorded<Told>): AskRevocation | AskRevocationNoMore {
  const { caseId, uscc, requestId } = data;
  const now = meta.recordedAt;
  if (type === 'intake.KeyRevocationRequestWithdrawn.v1')
    return { type: 'AskRevocationNoMore', data: { requestId, now } };
  const { ground, formNumber: reference, requestedAt } = data;
  return { type: 'AskRevocation', data: { asking: { requestId, caseId, uscc, ground, reference, requestedAt }, now } };
}
