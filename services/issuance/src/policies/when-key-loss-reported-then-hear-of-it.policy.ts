import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { ReportLoss } from '../key-in-hand/key-in-hand.commands';

/** 挂失 by the enterprise itself. The report names the token; which key is in it, is known here. */
export const whenKeyLossReportedThenHearOfIt: Policy<Published<'intake.KeyLossReported.v1'>, ReportLoss> = {
  name: 'when-key-loss-reported-then-hear-of-it',
  from: 'intake.events',
  on: ['intake.KeyLossReported.v1'],
  react: ({ data: { tokenSerial, uscc, reportedAt }, meta }) => [
    { id: tokenSerial, command: { type: 'ReportLoss', data: { uscc, reportedAt, now: meta.recordedAt } } },
  ],
};
