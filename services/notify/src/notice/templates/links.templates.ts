import { compose, type Imprint, type Mail } from './mail';
import { beijingTime } from './words';

export interface LinkMail {
  readonly imprint: Imprint;
  /** Computed when sending and kept nowhere else. */
  readonly link: string;
  readonly expiresAt: string;
}

const term = (expiresAt: string): string => `链接只能使用一次，有效期至${beijingTime(expiresAt)}。`;

export const addressConfirmation = ({ imprint, link, expiresAt }: LinkMail): Mail =>
  compose('请确认您的电子邮箱', imprint, [
    '您正在在线填报系统注册账户。请打开以下链接确认本邮箱归您使用：',
    { link },
    term(expiresAt),
    '如果您没有注册过账户，请忽略本邮件，未经确认的账户不能登录。',
  ]);

export const passwordReset = ({ imprint, link, expiresAt }: LinkMail): Mail =>
  compose('重新设置登录密码', imprint, [
    '我们收到了重新设置您的登录密码的请求。请打开以下链接设置新密码：',
    { link },
    term(expiresAt),
    '如果这不是您本人的请求，请忽略本邮件，原密码不受影响。',
  ]);

export interface InvitationMail extends LinkMail {
  readonly nameCn: string;
}

export const userInvitation = ({ imprint, link, expiresAt, nameCn }: InvitationMail): Mail =>
  compose(`邀请您加入${nameCn}的填报账户`, imprint, [
    `${nameCn}的账户管理员邀请您作为该企业的用户使用在线填报系统。请打开以下链接接受邀请并设置登录信息：`,
    { link },
    term(expiresAt),
    '如果您与该企业无关，请忽略本邮件。',
  ]);

/** The subject that the procedure tells enterprises to look out for, to the character. */
const ACTIVATION_SUBJECT = '调用商务部统一用户管理平台激活企业账户';

export interface ActivationMail extends LinkMail {
  readonly nameCn: string;
  readonly again: boolean;
}

export const activationV1 = ({ imprint, link, expiresAt, nameCn, again }: ActivationMail): Mail =>
  compose(ACTIVATION_SUBJECT, imprint, [
    `您正在为${nameCn}申领电子钥匙。请打开以下链接，调用商务部统一用户管理平台激活企业账户：`,
    { link },
    `${term(expiresAt)}打开链接不会立即激活，请在页面上确认后完成激活。`,
    again ? '本邮件系应您的请求重新发送，请使用本邮件中的链接。' : '链接过期后，可登录在线填报系统申请重新发送。',
    '账户激活与现场领取电子钥匙可按任意顺序办理。',
  ]);

/** Also of a renewal, whose key was collected long ago. */
export const activationV2 = ({ imprint, link, expiresAt, nameCn, again }: ActivationMail): Mail =>
  compose(ACTIVATION_SUBJECT, imprint, [
    `${nameCn}的企业账户尚未激活。请打开以下链接，调用商务部统一用户管理平台激活企业账户：`,
    { link },
    `${term(expiresAt)}打开链接不会立即激活，请在页面上确认后完成激活。`,
    again
      ? '本邮件为重新发送，此前邮件中的链接不再有效，请使用本邮件中的链接。'
      : '链接过期后，可登录在线填报系统申请重新发送。',
    '电子钥匙的领取或更新不必等待账户激活。',
  ]);
