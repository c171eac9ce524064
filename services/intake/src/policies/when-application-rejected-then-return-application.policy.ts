import { isProvidersAlone, type Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { KeyApplicationCommand } from '../key-application/key-application.commands';

/** 核验未通过 or 复核未通过: the case comes back to the applicant with every reason. */
export const whenApplicationRejectedThenReturnApplication: Policy<
  Published<'review.ApplicationRejected.v1'>,
  KeyApplicationCommand
> = {
  name: 'when-application-rejected-then-return-application',
  from: 'review.events',
  on: ['review.ApplicationRejected.v1'],
  react: ({ data }) =>
    isProvidersAlone(data.stage)
      ? []
      : [
          {
            id: data.caseId,
            command: {
              type: 'ReturnForCorrection',
              data: {
                round: data.round,
                stage: data.stage,
                reasons: data.reasons,
                remark: data.remark,
                now: data.decidedAt,
              },
            },
          },
        ],
};
