import type { NoticeParameters } from '../notice.events';
import type { ApplicationMail } from './application.templates';
import { about } from './key.templates';
import { compose, type Mail } from './mail';
import { grounds, howToObject } from './standing.templates';
import { beijingTime } from './words';

export const revocationRequested = (mail: ApplicationMail & NoticeParameters['revocation-requested']): Mail =>
  compose(`电子钥匙注销申请已收到（${mail.number}）`, mail.imprint, [
    '您在线提交的注销申请已收到，核实申请人身份后，由两名工作人员先后办理。仅凭本申请不会注销；因遗失、泄露申请的，电子钥匙立即挂失。',
    {
      rows: [
        ...about(mail),
        ['钥匙编号', mail.tokenSerial],
        ['注销原因', grounds[mail.ground]],
        ['申请时间', beijingTime(mail.requestedAt)],
      ],
    },
    `请备好加盖公章的注销申请，等待工作人员核实，或拨打客服电话${mail.imprint.hotline}查询。注销后证书和电子签章永久失效，不能恢复。`,
    '不再需要注销的，请登录在线填报系统撤回申请；电子钥匙已挂失的，撤回后仍为挂失，请到发证机构申请解除。',
    ...howToObject(mail.imprint),
  ]);

type NotDone = NoticeParameters['revocation-not-done'];

/** Why, and what to do now. */
const outcomes: Readonly<Record<NotDone['outcome'], readonly [string, string]>> = {
  'already-revoked': ['该电子钥匙此前已注销', '证书和电子签章早已失效，无须再次申请。'],
  'under-way': ['该电子钥匙的注销正在办理', '请按工作人员的指引办理，无须重复申请。'],
  'identity-not-established': ['申请人身份未能核实', '仍需注销的，请备齐材料后重新申请。'],
  'not-authorised': ['申请人无权办理', '仍需注销的，请由企业授权用户重新申请。'],
  mistaken: ['申请有误', '请核对钥匙编号后重新申请。'],
  cancelled: ['申请已由工作人员撤销', '仍需注销的，请重新申请。'],
};

export function revocationNotDone(mail: ApplicationMail & NotDone): Mail {
  const [why, advice] = outcomes[mail.outcome];
  return compose(`电子钥匙注销申请未办理：${why}（${mail.number}）`, mail.imprint, [
    '您在线提交的注销申请已办结，未据此注销电子钥匙。',
    {
      rows: [...about(mail), ['钥匙编号', mail.tokenSerial], ['原因', why], ['办结时间', beijingTime(mail.answeredAt)]],
    },
    advice,
    ...(mail.outcome === 'already-revoked'
      ? []
      : ['电子钥匙随申请挂失的，仍为挂失；恢复使用请到发证机构申请解除挂失。']),
    ...howToObject(mail.imprint),
  ]);
}
