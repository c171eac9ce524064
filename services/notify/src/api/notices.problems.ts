import { problemsOf } from '@ekey/platform';
import type { NoticeRejection } from '../notice/notice.decider';

/** What support can be refused, and what to do then. */
export const noticeProblems = problemsOf<NoticeRejection>({
  NoSuchNotice: {
    status: 404,
    zh: '没有找到该通知，请核对编号。',
    en: 'There is no such notice. Check the number.',
  },
  BeingSent: {
    status: 409,
    zh: '该通知正在发送，请稍后查看结果。',
    en: 'The notice is being sent. Look at the outcome in a moment.',
  },
  AddressErased: {
    status: 409,
    zh: '收件人的个人信息已删除，无法再次发送。',
    en: 'The data of the recipient were erased; nothing can be sent any more.',
  },
  LinkExpired: {
    status: 409,
    zh: '邮件中的链接已过期，请收件人在在线填报系统重新申请。',
    en: 'The link in the mail has expired. Ask the recipient to request a new one on the portal.',
  },
});
