import type { Wording } from '../refusal';

export type RequestCode =
  'CsrMalformed' | 'CsrTooLarge' | 'CsrSignatureWrong' | 'KeyTooWeak' | 'KeyNotSupported' | 'AlgorithmTooWeak';

export const REQUEST_WORDINGS: Record<RequestCode, Wording> = {
  CsrMalformed: {
    zh: '证书请求格式错误：应为一个 PKCS#10 请求（PEM 或 DER 编码）。',
    en: 'The certificate request is malformed: one PKCS#10 request in PEM or DER is expected.',
  },
  CsrTooLarge: {
    zh: '证书请求超过允许的大小。',
    en: 'The certificate request is larger than allowed.',
  },
  CsrSignatureWrong: {
    zh: '证书请求的签名验证失败，无法证明持有私钥。',
    en: 'The signature of the certificate request is wrong, so possession of the private key is not proved.',
  },
  KeyTooWeak: {
    zh: '公钥强度不足：应为 2048 位及以上、公钥指数不小于 65537 的 RSA 密钥。',
    en: 'The public key is too weak: an RSA key of at least 2048 bits with an odd exponent of at least 65537 is required.',
  },
  KeyNotSupported: {
    zh: '不支持该公钥类型或长度：应为 2048 至 8192 位的 RSA 密钥。',
    en: 'The public key is of a kind or size that is not supported: RSA with 2048 to 8192 bits is required.',
  },
  AlgorithmTooWeak: {
    zh: '证书请求的签名算法不可接受：应为 RSA 与 SHA-256、SHA-384 或 SHA-512。',
    en: 'The signature algorithm of the request is not acceptable: RSA with SHA-256, SHA-384 or SHA-512 is required.',
  },
};
