export { DerError } from './asn1/der.reader';
export { OID } from './asn1/object-identifiers';
export { type Finding, type Refusal, type Wording, isRefusal } from './refusal';
export { fromPem, toPem } from './pem';
export { type NameAttribute, type Subject, buildName, readName, subjectName } from './distinguished-name';
export { RSA_LIMITS, type RsaLimits } from './rsa-key';
export {
  type CertificateRequest,
  REQUEST_LIMITS,
  type RequestLimits,
  parseCertificateRequest,
} from './request/certificate-request';
export { type RequestCode, REQUEST_WORDINGS } from './request/certificate-request.codes';
export { makeCertificateRequest } from './request/certificate-request.build';
export type { CertificateUse, Profile } from './certificate/certificate-profile';
export { serialNumber } from './certificate/serial-number';
export { type Issuer, issuerOf } from './certificate/certificate.issuer';
export {
  type CertificatePlaces,
  type KeyCertificate,
  type SealMakerCertificate,
  buildTbsCertificate,
} from './certificate/certificate.tbs';
export { assembleCertificate } from './certificate/certificate.assemble';
export { lintTbs } from './certificate/certificate.lint';
export type { LintCode } from './certificate/certificate.lint.codes';
export {
  type CertificateParts,
  extensionOf,
  readCertificate,
  serialHex,
  validityOf,
} from './certificate/certificate.reader';
export {
  type CertificateAuthority,
  type CertificateChain,
  type StatusResponder,
  SigningRefused,
} from './certificate/certificate-authority.port';
export { type CertificateList, type RevokedCertificate, assembleCrl, buildTbsCrl } from './crl/crl.build';
export { REVOCATION_REASONS, type RevocationReason } from './crl/crl.reasons';
export { type CrlCode, type ReadCrl, isCrlOf, parseCrl } from './crl/crl.reader';
export {
  type CertificateQuestion,
  OCSP_LIMITS,
  type OcspLimits,
  type OcspRequest,
  parseOcspRequest,
} from './ocsp/ocsp.request';
export { questionsOf } from './ocsp/ocsp.issuer';
export {
  type CertificateStanding,
  OCSP_REFUSALS,
  type StatusAnswer,
  type StatusAnswers,
  assembleOcspResponse,
  buildResponseData,
} from './ocsp/ocsp.response';
export {
  SEAL_SIGNATURE_ALGORITHM,
  type SealInfo,
  type SealPictureData,
  assembleSeal,
  buildSealInfo,
} from './seal/seal.build';
export { MAX_SEAL_BYTES, type ReadSeal, parseSeal } from './seal/seal.reader';
export { type SealTrust, type SealVerdict, verifySeal } from './seal/seal.verify';
export type { SealCode } from './seal/seal.codes';
export { SEAL_FORMS, type SealForm, type SealShape, sealShapeOf } from './seal/seal-shape';
export { type SealPicture, type SealPictureRequest, notDrawable, sealPicture } from './seal/seal-picture';
export type { PictureCode } from './seal/seal-picture.codes';
export { type CutImpression, type ImpressionOptions, sealFromImpression } from './seal/seal-impression';
export type { ImpressionCode } from './seal/seal-impression.codes';
export {
  type KeyChallenge,
  type ProofPurpose,
  type Signer,
  type SignerFault,
  challengeText,
  isSignedByHolder,
  readSigner,
} from './key-proof';
