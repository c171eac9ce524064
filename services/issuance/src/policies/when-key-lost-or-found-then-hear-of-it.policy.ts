import type { Published } from '@ekey/contracts';
import type { Policy, Recorded } from '@ekey/kernel';
import type { ReportLoss, TakeBackLoss } from '../key-in-hand/key-in-hand.commands';

type Told = Published<'intake.KeyLossReported.v1' | 'intake.KeyLossTakenBack.v1'>;

/**
 * 挂失 by the enterprise itself, and that it has found the key again. Both name the token; which key is in it, is known here. One
 * policy for both, so that a loss is heard of before it is taken back.
 */
export const whenKeyLostOrFoundThenHearOfIt: Policy<Told, ReportLoss | TakeBackLoss> = {
  name: 'when-key-lost-or-found-then-hear-of-it',
  from: 'intake.events',
  on: ['intake.KeyLossReported.v1', 'intake.KeyLossTakenBack.v1'],
  react: (fact) => [{ id: fact.data.tokenSerial, command: commandFor(fact) }],
};

function commandFor({ type, data, meta }: Recorded<Told>): ReportLoss | TakeBackLoss {
  const told = { uscc: data.uscc, now: meta.recordedAt };
  return type === 'intake.KeyLossReported.v1'
    ? { type: 'ReportLoss', data: { ...told, reportedAt: data.reportedAt } }
    : { type: 'TakeBackLoss', data: told };
}
