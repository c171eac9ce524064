import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { KeyApplicationCommand } from '../key-application/key-application.commands';

/** Who cannot be reached by mail sees it in the case, and can correct the address there. */
export const whenNoticeAbandonedThenTellTheApplicant: Policy<
  Published<'notify.NoticeAbandoned.v1'>,
  KeyApplicationCommand
> = {
  name: 'when-notice-abandoned-then-tell-the-applicant',
  from: 'notify.events',
  on: ['notify.NoticeAbandoned.v1'],
  react: ({ data }) =>
    data.caseId === undefined
      ? []
      : [
          {
            id: data.caseId,
            command: {
              type: 'RecordUndeliverableMail',
              data: { noticeId: data.noticeId, purpose: data.purpose, cause: data.cause, now: data.abandonedAt },
            },
          },
        ],
};
