import type { NoticeParameters } from '../notice.events';
import type { ApplicationMail } from './application.templates';
import { about } from './key.templates';
import { compose, type Mail } from './mail';
import { howToObject } from './standing.templates';
import { beijingTime } from './words';

export const keyUnlocked = (mail: ApplicationMail & NoticeParameters['key-unlocked']): Mail =>
  compose(`电子钥匙已解锁（${mail.number}）`, mail.imprint, [
    '您的电子钥匙已解锁，口令已由持有人重新设置。',
    { rows: [...about(mail), ['钥匙编号', mail.tokenSerial], ['解锁时间', beijingTime(mail.unlockedAt)]] },
    '请妥善保管口令。工作人员不会向您索要口令。',
    ...howToObject(mail.imprint),
  ]);

export const unlockRequested = (mail: ApplicationMail & NoticeParameters['unlock-requested']): Mail =>
  compose(`电子钥匙解锁申请已收到（${mail.number}）`, mail.imprint, [
    '您在线提交的解锁申请已收到，工作人员核实申请人身份和材料后授权解锁。仅凭本申请不会解锁。',
    { rows: [...about(mail), ['钥匙编号', mail.tokenSerial], ['申请时间', beijingTime(mail.takenAt)]] },
    `请备好电子钥匙和下列材料，拨打客服电话${mail.imprint.hotline}办理：`,
    { list: ['加盖公章的解锁申请', '营业执照复印件（加盖公章）', '授权用户身份证正反面复印件（加盖公章）'] },
    '不再需要解锁的，请登录在线填报系统撤回申请。工作人员不会向您索要口令。',
    ...howToObject(mail.imprint),
  ]);

type NotDone = NoticeParameters['unlock-not-done'];

/** Why, and what to do now. */
const outcomes: Readonly<Record<NotDone['outcome'], readonly [string, string]>> = {
  suspended: ['该电子钥匙已挂失，不能解锁', '找回钥匙的，请先到发证机构申请解除挂失，再申请解锁。'],
  revoked: ['该电子钥匙已注销，不能解锁', '需要继续使用的，请重新申请。'],
  renewed: ['该电子钥匙已更新', '更新后的钥匙仍需解锁的，请重新申请。'],
  'admin-pin-locked': ['管理员口令已锁死，无法解锁', '请登录在线填报系统办理补办，补办原因选择锁死。'],
  'under-way': ['该电子钥匙的解锁正在办理', '请按工作人员的指引办理，无须重复申请。'],
  'identity-not-established': ['申请人身份未能核实', '请备齐材料后重新申请。'],
  'not-authorised': ['申请人无权办理', '请由企业授权用户重新申请。'],
  mistaken: ['申请有误', '请核对钥匙编号后重新申请。'],
  cancelled: ['申请已由工作人员撤销', '仍需解锁的，请重新申请。'],
  expired: ['授权码超过24小时未使用', '请重新申请。'],
};

export function unlockNotDone(mail: ApplicationMail & NotDone): Mail {
  const [why, advice] = outcomes[mail.outcome];
  return compose(`电子钥匙未解锁：${why}（${mail.number}）`, mail.imprint, [
    '您在线提交的解锁申请已办结，电子钥匙没有解锁。',
    {
      rows: [...about(mail), ['钥匙编号', mail.tokenSerial], ['原因', why], ['办结时间', beijingTime(mail.answeredAt)]],
    },
    advice,
    ...howToObject(mail.imprint),
  ]);
}
