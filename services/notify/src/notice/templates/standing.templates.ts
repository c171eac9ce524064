import type { NoticeParameters } from '../notice.events';
import type { ApplicationMail } from './application.templates';
import { about } from './key.templates';
import { compose, type Block, type Imprint, type Mail } from './mail';
import { beijingTime, withoutPersonalNumbers } from './words';

type Suspended = NoticeParameters['key-suspended'];
type Revoked = NoticeParameters['key-revoked'];

export const grounds: Record<Suspended['ground'] | Revoked['ground'], string> = {
  lost: '遗失',
  compromised: '泄露',
  'information-changed': '信息变更',
  damaged: '损坏',
  'out-of-use': '停用',
  'enterprise-dissolved': '企业注销',
  'misuse-suspected': '疑似冒用',
  requested: '企业申请',
};
const requesters: Record<Revoked['requester'], string> = {
  enterprise: '企业',
  'issuing-authority': '发证机构',
  provider: '电子钥匙服务商',
  court: '人民法院',
};

/** What an officer noted of the paper is passed on as he noted it, but for numbers of persons. */
const paperOf = (reference: string | null): readonly (readonly [string, string])[] =>
  reference === null ? [] : [['办理依据', withoutPersonalNumbers(reference)]];

/** The form names one address, the authorised user's: he passes it on to whom the law makes answer for the seal. */
export const howToObject = ({ hotline }: Imprint): readonly Block[] => [
  { heading: '如有异议' },
  `如果本次办理并非贵企业的意愿，请立即拨打客服电话${hotline}，或者由法定代表人、授权用户持加盖公章的书面说明到发证机构提出。`,
  '请授权用户将本通知转告法定代表人。',
];

export const keySuspended = (mail: ApplicationMail & Suspended): Mail =>
  compose(`电子钥匙已挂失（${mail.number}）`, mail.imprint, [
    '您的电子钥匙已挂失，其中的证书和电子签章立即停用。',
    {
      rows: [
        ...about(mail),
        ['钥匙编号', mail.tokenSerial],
        ['办理来源', mail.withRequest ? '随注销申请一并挂失' : '挂失申请'],
        ['挂失原因', grounds[mail.ground]],
        ...paperOf(mail.reference),
        ['挂失时间', beijingTime(mail.suspendedAt)],
      ],
    },
    '找回钥匙的，可以到发证机构申请解除挂失；不再使用的，请办理注销或补办。',
    ...howToObject(mail.imprint),
  ]);

const reinstatements: Readonly<Record<NoticeParameters['key-reinstated']['because'], string>> = {
  lifted: '解除挂失申请，经两名工作人员核实',
  'request-rejected': '注销申请未予办理，挂失随之解除',
  'found-again': '企业已找回钥匙，撤销挂失',
};

export const keyReinstated = (mail: ApplicationMail & NoticeParameters['key-reinstated']): Mail =>
  compose(`电子钥匙已解除挂失（${mail.number}）`, mail.imprint, [
    '您的电子钥匙已解除挂失，其中的证书和电子签章恢复使用。',
    {
      rows: [
        ...about(mail),
        ['钥匙编号', mail.tokenSerial],
        ['办理来源', reinstatements[mail.because]],
        ['解除时间', beijingTime(mail.reinstatedAt)],
      ],
    },
    ...howToObject(mail.imprint),
  ]);

/** 补办 and 变更: the application that it rests on is its own enterprise's. */
export const keyGivenUp = (mail: ApplicationMail & NoticeParameters['key-given-up']): Mail =>
  compose(`原电子钥匙已注销（${mail.number}）`, mail.imprint, [
    '根据贵企业的申请，原电子钥匙已注销，其中的证书和电子签章永久失效，不能恢复。',
    {
      rows: [
        ...about(mail),
        ['原钥匙编号', mail.tokenSerial],
        ['申请方', requesters.enterprise],
        ['注销时间', beijingTime(mail.givenUpAt)],
      ],
    },
    '原钥匙仍在手中的，请在领取新钥匙时交回。',
    ...howToObject(mail.imprint),
  ]);

export const keyRevoked = (mail: ApplicationMail & Revoked): Mail =>
  compose(`电子钥匙已注销（${mail.number}）`, mail.imprint, [
    '您的电子钥匙已注销，其中的证书和电子签章永久失效，不能恢复。',
    {
      rows: [
        ...about(mail),
        ['钥匙编号', mail.tokenSerial],
        ['申请方', requesters[mail.requester]],
        ['注销原因', grounds[mail.ground]],
        ...paperOf(mail.reference),
        ['注销时间', beijingTime(mail.revokedAt)],
      ],
    },
    '钥匙仍在手中的，请交回领取地点或电子钥匙服务商销毁。需要继续使用的，请重新申请。',
    ...howToObject(mail.imprint),
  ]);
