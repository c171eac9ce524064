import { isProvidersAlone, type Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { KeyApplicationCommand } from '../key-application/key-application.commands';

/** 复核通过: from here on the applicant can withdraw no more. */
export const whenApplicationReVerifiedThenRecordReVerification: Policy<
  Published<'review.ApplicationReVerified.v1'>,
  KeyApplicationCommand
> = {
  name: 'when-application-re-verified-then-record-re-verification',
  from: 'review.events',
  on: ['review.ApplicationReVerified.v1'],
  react: ({ data }) =>
    isProvidersAlone(data.kind)
      ? []
      : [
          {
            id: data.caseId,
            command: { type: 'RecordReVerification', data: { round: data.round, now: data.decidedAt } },
          },
        ],
};
