import type { Fact, Recorded, Target } from '@ekey/kernel';
import type { NoticeCommand } from './notice.commands';
import type { NoticeContent, StatedAddress } from './notice.events';
import { noticeIdFor } from './notice-id';
import { currentVersion } from './templates';

interface Recipient {
  readonly caseId?: string;
  readonly accountId?: string;
  readonly renewalId?: string;
  /** Left out: the address that the case has when the mail is sent. */
  readonly address?: StatedAddress;
}

/**
 * The command that queues one mail because of one published fact.
 * @param request what the mail answers to, the published fact by default; one request gets one mail of a purpose
 */
export function queueNotice(
  because: Recorded<Fact>,
  { caseId, accountId, renewalId, address }: Recipient,
  content: NoticeContent,
  request: string = because.meta.id,
): Target<Extract<NoticeCommand, { type: 'QueueNotice' }>> {
  const noticeId = noticeIdFor(request, content.purpose);
  const letter = {
    noticeId,
    ...(caseId === undefined ? {} : { caseId }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(renewalId === undefined ? {} : { renewalId }),
    address: address ?? null,
    language: 'zh-CN' as const,
    templateVersion: currentVersion(content.purpose),
    causingFactId: because.meta.id,
    ...content,
  };
  return { id: noticeId, command: { type: 'QueueNotice', data: { letter, now: because.meta.recordedAt } } };
}
