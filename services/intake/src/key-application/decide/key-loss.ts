import type { DataOf } from '../key-application.commands';
import { byHolder, type Answer } from '../key-application.rejections';
import type { KeyApplicationState } from '../key-application.state';

/** Each report is told, however often: whether the key was found in between is known elsewhere. */
export const reportKeyLoss = ({ tokenSerial, now }: DataOf<'ReportKeyLoss'>, state: KeyApplicationState): Answer =>
  byHolder(state, ({ is }) => [{ type: 'KeyLossReported', data: { ...is, tokenSerial, reportedAt: now } }]);
