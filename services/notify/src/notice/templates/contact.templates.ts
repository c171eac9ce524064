import type { NoticeParameters } from '../notice.events';
import type { ApplicationMail } from './application.templates';
import { about } from './key.templates';
import { compose, type Mail } from './mail';
import { howToObject } from './standing.templates';
import { beijingTime } from './words';

/** 审核通过 of contact data, to the address that holds from now on. */
export const contactChanged = (mail: ApplicationMail & NoticeParameters['contact-changed']): Mail =>
  compose(`联系信息变更审核通过（${mail.number}）`, mail.imprint, [
    '您的联系信息变更申请审核通过，新的联系信息已生效。今后有关该电子钥匙的通知发送至本邮箱。',
    { rows: [...about(mail), ['钥匙编号', mail.keyNumber], ['生效时间', beijingTime(mail.changedAt)]] },
    '证书内容不变，电子钥匙可以继续使用。',
    ...howToObject(mail.imprint),
  ]);

/** To the address that holds until then: whoever asks so with a password alone may be another. */
export const contactChangeRequested = (mail: ApplicationMail & NoticeParameters['contact-change-requested']): Mail =>
  compose(`已收到变更联系邮箱的申请（${mail.number}）`, mail.imprint, [
    '我们收到了变更贵企业联系信息的申请，其中包括联系邮箱。审核通过后，有关该电子钥匙的通知改为发送至新邮箱，不再发送至本邮箱。',
    { rows: [...about(mail), ['钥匙编号', mail.keyNumber], ['申请时间', beijingTime(mail.requestedAt)]] },
    '本次申请由贵企业提出的，无须处理本邮件。',
    ...howToObject(mail.imprint),
  ]);
