import { isProvidersAlone, type Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { KeyApplicationCommand } from '../key-application/key-application.commands';

/** 不予办理: final for this case. */
export const whenApplicationRefusedThenRecordRefusal: Policy<
  Published<'review.ApplicationRefused.v1'>,
  KeyApplicationCommand
> = {
  name: 'when-application-refused-then-record-refusal',
  from: 'review.events',
  on: ['review.ApplicationRefused.v1'],
  react: ({ data }) =>
    isProvidersAlone(data.kind)
      ? []
      : [
          {
            id: data.caseId,
            command: { type: 'RecordRefusal', data: { ground: data.ground, remark: data.remark, now: data.decidedAt } },
          },
        ],
};
