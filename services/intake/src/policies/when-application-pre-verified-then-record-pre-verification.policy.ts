import { isProvidersAlone, type Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { KeyApplicationCommand } from '../key-application/key-application.commands';

/** 核验通过: the case is with the provider now. */
export const whenApplicationPreVerifiedThenRecordPreVerification: Policy<
  Published<'review.ApplicationPreVerified.v1'>,
  KeyApplicationCommand
> = {
  name: 'when-application-pre-verified-then-record-pre-verification',
  from: 'review.events',
  on: ['review.ApplicationPreVerified.v1'],
  react: ({ data }) =>
    isProvidersAlone(data.kind)
      ? []
      : [
          {
            id: data.caseId,
            command: { type: 'RecordPreVerification', data: { round: data.round, now: data.decidedAt } },
          },
        ],
};
