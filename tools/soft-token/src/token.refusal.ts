export type TokenCode =
  | 'PinWrong'
  | 'PinLocked'
  | 'PinLength'
  | 'AdminPinWrong'
  | 'AdminPinLocked'
  | 'NoAdminPin'
  | 'NoKey'
  | 'KeyExists'
  | 'NotACertificate'
  | 'CertificateOfAnotherKey'
  | 'NotASeal'
  | 'SealOfAnotherCertificate'
  | 'NotDecryptable'
  | 'NothingToAdopt';

/** Return codes of SKF (GM/T 0016) where it has one for the case. */
const SKF: Partial<Record<TokenCode, number>> = {
  PinWrong: 0x0a000024,
  PinLocked: 0x0a000025,
  PinLength: 0x0a000027,
  AdminPinWrong: 0x0a000024,
  AdminPinLocked: 0x0a000025,
};

/** The token says no. Its message never holds a PIN. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly skf: number | undefined;

  constructor(
    readonly code: TokenCode,
    /** How many tries of the PIN are left, where that is what it is about. */
    readonly triesLeft?: number,
  ) {
    super(triesLeft === undefined ? code : `${code}: ${triesLeft} tries left`);
    this.skf = SKF[code];
  }
}
