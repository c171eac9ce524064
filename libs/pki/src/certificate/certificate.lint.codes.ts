import type { Wording } from '../refusal';

export type LintCode =
  | 'TbsMalformed'
  | 'TbsVersionWrong'
  | 'SerialNumberNotPositive'
  | 'SerialNumberTooLong'
  | 'SignatureAlgorithmWrong'
  | 'NameEmpty'
  | 'NameStringWrong'
  | 'NameTooLong'
  | 'ValidityInverted'
  | 'ValidityTimeWrong'
  | 'KeyTooWeak'
  | 'KeyNotSupported'
  | 'ExtensionMissing'
  | 'ExtensionRepeated'
  | 'CriticalityWrong'
  | 'BasicConstraintsWrong'
  | 'KeyUsageWrong'
  | 'ExtendedKeyUsageWrong'
  | 'KeyIdentifierWrong'
  | 'SubjectAltNameWrong'
  | 'LocationWrong';

export const LINT_WORDINGS: Record<LintCode, Wording> = {
  TbsMalformed: { zh: '待签名证书不是有效的 DER 结构。', en: 'The to-be-signed certificate is not well-formed DER.' },
  TbsVersionWrong: { zh: '证书版本应为 V3。', en: 'The version must be 3.' },
  SerialNumberNotPositive: { zh: '序列号应为正整数。', en: 'The serial number must be positive.' },
  SerialNumberTooLong: { zh: '序列号不得超过 20 个字节。', en: 'The serial number must not exceed 20 octets.' },
  SignatureAlgorithmWrong: {
    zh: '签名算法应为 sha256WithRSAEncryption。',
    en: 'The signature algorithm must be sha256WithRSAEncryption.',
  },
  NameEmpty: { zh: '颁发者和主体名称不得为空。', en: 'Issuer and subject must not be empty.' },
  NameStringWrong: { zh: '名称项的字符串类型错误。', en: 'An attribute of the name has the wrong type of string.' },
  NameTooLong: { zh: '名称项过长或为空。', en: 'An attribute of the name is too long or empty.' },
  ValidityInverted: { zh: '有效期截止时间应晚于起始时间。', en: 'The validity must end after it begins.' },
  ValidityTimeWrong: { zh: '有效期的时间类型或格式错误。', en: 'A time of the validity has the wrong type or form.' },
  KeyTooWeak: { zh: '主体公钥强度不足。', en: "The subject's public key is too weak." },
  KeyNotSupported: {
    zh: '不支持主体公钥的类型或长度。',
    en: "The subject's public key is of a kind or size that is not supported.",
  },
  ExtensionMissing: { zh: '缺少必需的扩展项。', en: 'A required extension is missing.' },
  ExtensionRepeated: { zh: '扩展项重复。', en: 'An extension stands twice.' },
  CriticalityWrong: { zh: '扩展项的关键性标记错误。', en: 'An extension has the wrong criticality.' },
  BasicConstraintsWrong: {
    zh: '终端实体证书不得标记为 CA。',
    en: "An end entity's certificate must not be marked as an authority's.",
  },
  KeyUsageWrong: { zh: '密钥用法与任何证书模板均不一致。', en: 'The key usage is that of no profile.' },
  ExtendedKeyUsageWrong: {
    zh: '扩展密钥用法与证书模板不一致。',
    en: 'The extended key usage is not that of the profile.',
  },
  KeyIdentifierWrong: { zh: '主体密钥标识符与公钥不一致。', en: 'The subject key identifier is not that of the key.' },
  SubjectAltNameWrong: {
    zh: '主体别名应仅为电子钥匙编号的 URI。',
    en: "The subject alternative name must be the URI of the key's number and nothing else.",
  },
  LocationWrong: {
    zh: 'CRL、OCSP 或上级证书地址缺失或不是 HTTP 地址。',
    en: 'The address of CRL, OCSP or issuer is missing or not HTTP.',
  },
};
