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
