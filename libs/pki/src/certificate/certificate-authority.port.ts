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
}

/** Asked to sign what this authority does not sign: a fault of the caller, never of the person at the other end. */
export class SigningRefused extends Error {
  override readonly name = 'SigningRefused';

  constructor(
    /** Codes of the linter, or `AnotherIssuer`, `OutlivesIssuer`, `NotACertificateList`, `NotASeal`. */
    readonly codes: readonly string[],
  ) {
    super(`refused to sign: ${codes.join(', ')}`);
  }
}
