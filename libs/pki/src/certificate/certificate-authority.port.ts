/** The authority's certificates, PEM, one each. */
export interface CertificateChain {
  readonly issuing: string;
  readonly root: string;
}

/**
 * The keys of the authority and what may be done with them. Whoever holds this port can have anything signed that is well formed, so only the
 * effects of issuance do. Signatures are sha256WithRSAEncryption (PKCS #1 v1.5), which is deterministic: the same bytes give the same signature.
 */
export interface CertificateAuthority {
  certificateChain(): CertificateChain;

  /** SHA-256 of each certificate's DER, lower-case hex: what people compare over the telephone. */
  fingerprints(): { readonly issuing: string; readonly root: string; readonly sealMaker: string };

  /**
   * Signs a TBSCertificate of the issuing authority.
   * @throws SigningRefused for anything else: a finding of the linter, another issuer, a validity that outlives the authority's
   */
  signTbs(tbs: Buffer): Promise<Buffer>;

  /** Signs a TBSCertList of the issuing authority. @throws SigningRefused for anything else */
  signCrl(tbs: Buffer): Promise<Buffer>;

  /** DER of the certificate with which the provider makes seals, issued by the issuing authority. */
  sealMakerCertificate(): Buffer;

  /** Signs a SES_SealInfo with the seal maker's key. @throws SigningRefused for anything else */
  signSeal(sealInfo: Buffer): Promise<Buffer>;

  /** A responder with a fresh key, whose certificate is good from one moment to the other. @throws SigningRefused beyond the authority's own end */
  delegateResponder(notBefore: Date, notAfter: Date): Promise<StatusResponder>;
}

/**
 * Answers for the status of certificates in the authority's name (RFC 6960 §4.2.2.2), with a key of its own: what is signed for
 * strangers all day long never touches the key that issues.
 */
export interface StatusResponder {
  /** DER of its certificate, which the authority issued to it alone. */
  readonly certificate: Buffer;
  /** ResponderID, DER: by it an answer names who gave it. */
  readonly id: Buffer;
  readonly notAfter: Date;

  /** Signs a ResponseData in which it names itself. @throws SigningRefused for anything else */
  sign(responseData: Buffer): Promise<Buffer>;
}

/** Asked to sign what this authority does not sign: a fault of the caller, never of the person at the other end. */
export class SigningRefused extends Error {
  override readonly name = 'SigningRefused';

  constructor(
    /** Codes of the linter, or `AnotherIssuer`, `OutlivesIssuer`, `NotACertificateList`, `NotASeal`, `NotAnAnswer`. */
    readonly codes: readonly string[],
  ) {
    super(`refused to sign: ${codes.join(', ')}`);
  }
}
