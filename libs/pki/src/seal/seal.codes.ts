import type { Wording } from '../refusal';

/** In the order in which a seal is checked (GM/T 0031 §6.1.2): form, signature, maker's certificate, dates of the seal. */
export type SealCode =
  | 'SealTooLarge'
  | 'SealMalformed'
  | 'SealAlgorithmNotSupported'
  | 'SealSignatureWrong'
  | 'MakerCertificateMalformed'
  | 'MakerCertificateNotTrusted'
  | 'MakerCertificateNotYetValid'
  | 'MakerCertificateExpired'
  | 'MakerCertificateUsageWrong'
  | 'CrlNotUsable'
  | 'MakerCertificateRevoked'
  | 'SealNotYetValid'
  | 'SealExpired'
  | 'SignerNotInSeal';

export const SEAL_WORDINGS: Record<SealCode, Wording> = {
  SealTooLarge: { zh: '电子印章数据过大。', en: 'The seal is larger than any seal is.' },
  SealMalformed: { zh: '电子印章数据格式错误。', en: 'The seal is not in the form of GB/T 38540.' },
  SealAlgorithmNotSupported: {
    zh: '不支持电子印章的签名算法。',
    en: 'The signature algorithm of the seal is not supported.',
  },
  SealSignatureWrong: { zh: '电子印章签名验证失败。', en: 'The signature of the seal is wrong.' },
  MakerCertificateMalformed: { zh: '制章者证书格式错误。', en: "The seal maker's certificate cannot be read." },
  MakerCertificateNotTrusted: {
    zh: '制章者证书不是由受信任的机构签发。',
    en: "The seal maker's certificate does not lead to a trusted root.",
  },
  MakerCertificateNotYetValid: {
    zh: '制章者证书（或其上级证书）尚未生效。',
    en: "The seal maker's certificate, or one above it, is not valid yet.",
  },
  MakerCertificateExpired: {
    zh: '制章者证书（或其上级证书）已过期。',
    en: "The seal maker's certificate, or one above it, has expired.",
  },
  MakerCertificateUsageWrong: {
    zh: '该证书不得用于制作电子印章。',
    en: 'The certificate is not one for making seals.',
  },
  CrlNotUsable: {
    zh: '证书吊销列表不可用（格式、签发者或有效期不符）。',
    en: 'The revocation list cannot be used: wrong form, issuer or dates.',
  },
  MakerCertificateRevoked: {
    zh: '制章者证书已被吊销或冻结。',
    en: "The seal maker's certificate is revoked or on hold.",
  },
  SealNotYetValid: { zh: '电子印章尚未生效。', en: 'The seal is not valid yet.' },
  SealExpired: { zh: '电子印章已过期。', en: 'The seal has expired.' },
  SignerNotInSeal: {
    zh: '签章人证书不在电子印章的证书列表中。',
    en: "The signer's certificate is not one of those in the seal.",
  },
};
