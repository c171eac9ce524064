import type { SignerFault } from '@ekey/pki';
import { problem, type ProblemTable } from '@ekey/platform';

export type KeyFault =
  | SignerFault
  | 'ChallengeUnknown'
  | 'SignatureWrong'
  | 'CertificateExpired'
  | 'CertificateUnknown'
  | 'CertificateOnHold'
  | 'CertificateRevoked';

export const keyProblems: ProblemTable<KeyFault> = {
  ChallengeUnknown: {
    status: 401,
    zh: '登录随机数不存在、已过期、已使用或不属于本页面，请重新获取后再签名。',
    en: 'This nonce was never asked, has run out, was used before, or was asked by another page. Get a new one and sign that.',
  },
  SignatureWrong: {
    status: 401,
    zh: '签名验证失败，请确认用所选证书对应的密钥对登录文本签名。',
    en: 'The signature is wrong. Sign the text of the challenge with the key of this certificate.',
  },
  CertificateUnreadable: {
    status: 400,
    zh: '证书无法读取，请提交介质中的签名证书（PEM，一张）。',
    en: 'The certificate cannot be read. Send the signing certificate of the token, one in PEM.',
  },
  CertificateOfAnotherAuthority: {
    status: 401,
    zh: '该证书不是本系统签发的，请插入进出口企业电子钥匙。',
    en: 'This certificate was not issued here. Plug in the electronic key of the enterprise.',
  },
  CertificateNotYetValid: {
    status: 401,
    zh: '证书尚未生效，请稍后再试。',
    en: 'The certificate is not valid yet. Try again later.',
  },
  CertificateNotForSigning: {
    status: 401,
    zh: '该证书不能用于签名，请选择介质中的签名证书。',
    en: 'This certificate is not for signing. Choose the signing certificate of the token.',
  },
  CertificateExpired: {
    status: 401,
    zh: '证书已过期，且没有到期前提交、仍可办完的更新，不能用于登录；请用账户登录，办理补办或重新申领。',
    en: 'The certificate has run out, and no renewal submitted before is left to finish. Log in with your account and apply for a replacement.',
  },
  CertificateUnknown: {
    status: 401,
    zh: '没有这张证书的签发记录，请联系客服。',
    en: 'There is no record of this certificate. Ask support.',
  },
  CertificateOnHold: {
    status: 401,
    zh: '证书已挂失（冻结），解除挂失后方可登录。',
    en: 'The certificate is on hold. Have the hold lifted first.',
  },
  CertificateRevoked: {
    status: 401,
    zh: '证书已注销，不能再用于登录。',
    en: 'The certificate is revoked and lets nobody in any more.',
  },
};

export const keyFault = (code: KeyFault) => problem({ code, ...keyProblems[code] });

export const pageNotKnown = () =>
  problem({
    status: 403,
    code: 'PageNotKnown',
    zh: '该页面不是本系统登记的门户页面，不能发起电子钥匙登录；请从门户登录。',
    en: 'This page is none of those that keys may log in on. Log in on the portal.',
  });

export const statusUnknown = () =>
  problem({
    status: 503,
    code: 'CertificateStatusUnknown',
    zh: '暂时无法核实证书状态，未予登录，请稍后重新获取随机数再试。',
    en: 'What the certificate is worth cannot be asked now, so nobody is let in. Get a new challenge in a moment.',
    retryAfterSeconds: 5,
  });
