import {
  type KeyObject,
  constants,
  createPrivateKey,
  createPublicKey,
  privateDecrypt,
  randomBytes,
  randomInt,
  sign,
} from 'node:crypto';
import {
  type CertificateUse,
  OID,
  fromPem,
  isRefusal,
  makeCertificateRequest,
  parseSeal,
  readCertificate,
} from '@ekey/pki';
import { type KeySource, freshKeys } from './key-source';
import { STRETCHING, keyFromPin, seal, unseal } from './pin-box';
import { toPkcs12 } from './pkcs12';
import { TokenRefused } from './token.refusal';
import { type Container, MAX_TRIES, type Place, type TokenState } from './token-state';

export interface NewToken {
  /** Printed on the case, unique for ever. */
  readonly serialNumber: string;
  /** Of 6 to 16 characters; without it a random one of eight digits is drawn. */
  readonly pin?: string;
  /** The same for the administrator's. */
  readonly adminPin?: string;
  readonly keys?: KeySource;
  /** scrypt's N; lower in tests that make many tokens. */
  readonly stretching?: number;
}

export const USES: readonly CertificateUse[] = ['signing', 'encryption'];

/**
 * A USB token in software. It behaves as the issuance line and the enterprise see one: two containers, keys that are made inside and never come
 * out, a PIN with six tries, certificates and a seal that are written to it and read back. What it refuses is thrown as TokenRefused.
 */
export class SoftToken {
  private constructor(
    private current: TokenState,
    private readonly keys: KeySource,
  ) {}

  /** A blank token with its initial PIN and its administrator's, which are told once, here. */
  static async initialise(options: NewToken): Promise<{ token: SoftToken; initialPin: string; adminPin: string }> {
    const { serialNumber, keys = freshKeys, stretching = STRETCHING } = options;
    const { pin: initialPin = anyPin(), adminPin = anyPin() } = options;
    const tokenKey = randomBytes(32);
    const [forHolder, forAdmin] = await Promise.all([
      sealedUnder(initialPin, tokenKey, stretching),
      sealedUnder(adminPin, tokenKey, stretching),
    ]);
    const pin = { ...forHolder, triesLeft: MAX_TRIES, initial: true };
    const admin = { ...forAdmin, triesLeft: MAX_TRIES };
    return {
      token: new SoftToken({ version: 1, serialNumber, pin, admin, containers: {} }, keys),
      initialPin,
      adminPin,
    };
  }

  /** The token that was put away as this state. */
  static fromState(state: TokenState, keys: KeySource = freshKeys): SoftToken {
    return new SoftToken(state, keys);
  }

  get state(): TokenState {
    return this.current;
  }

  get serialNumber(): string {
    return this.current.serialNumber;
  }

  get triesLeft(): number {
    return this.current.pin.triesLeft;
  }

  /** Makes the key pair of a container. A second one for the same container needs `replace`: it loses key and certificate for good. */
  async generateKey(
    pin: string,
    use: CertificateUse,
    options: { readonly replace?: boolean; readonly place?: Place } = {},
  ): Promise<void> {
    const { replace = false, place = 'held' } = options;
    const tokenKey = await this.open(pin);
    if (this.hasKey(use, place) && !replace) throw new TokenRefused('KeyExists');
    const { privateKey, publicKey } = await this.keys();
    const fresh = {
      spki: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      privateKey: seal(tokenKey, privateKey.export({ type: 'pkcs8', format: 'der' })),
    };
    this.put(use, fresh, place);
  }

  hasKey(use: CertificateUse, place: Place = 'held'): boolean {
    return this.containersIn(place)[use] !== undefined;
  }

  /** A PKCS#10 request for the key of a container, PEM. Its subject is the token's serial number: who it is for, the authority knows. */
  async makeRequest(pin: string, use: CertificateUse, place: Place = 'held'): Promise<string> {
    const privateKey = await this.privateKey(pin, use, place);
    return makeCertificateRequest(privateKey, this.publicKey(use, place), [
      { type: OID.commonName, value: this.serialNumber },
    ]);
  }

  /** What the line does with a blank token: both pairs, where they are not there yet, and both requests. */
  async makeRequests(pin: string): Promise<Record<CertificateUse, string>> {
    for (const use of USES) if (!this.current.containers[use]) await this.generateKey(pin, use);
    return { signing: await this.makeRequest(pin, 'signing'), encryption: await this.makeRequest(pin, 'encryption') };
  }

  /** @param certificate DER, or PEM with one block */
  importCertificate(use: CertificateUse, certificate: Buffer | string, place: Place = 'held'): void {
    const container = this.container(use, place);
    const der = typeof certificate === 'string' ? fromPem('CERTIFICATE', certificate)?.[0] : certificate;
    if (spkiIn(der) !== container.spki) throw new TokenRefused('CertificateOfAnotherKey');
    this.put(use, { ...container, certificate: der?.toString('base64') ?? '' }, place);
  }

  /** @param der an SESeal that is bound to the certificate in the signing container */
  importSeal(der: Buffer, place: Place = 'held'): void {
    const parsed = parseSeal(der);
    if (isRefusal(parsed)) throw new TokenRefused('NotASeal');
    const own = this.readCertificate('signing', place);
    if (!own || !parsed.certificates.some((certificate) => certificate.equals(own)))
      throw new TokenRefused('SealOfAnotherCertificate');
    const written = der.toString('base64');
    if (place === 'held') this.current = { ...this.current, seal: written };
    else this.current = { ...this.current, next: { containers: this.containersIn('next'), seal: written } };
  }

  /** The renewed key takes the place of the held one; of that the encryption key stays, for what was encrypted for it. */
  adoptNext(): void {
    const { next, former = [], containers, ...rest } = this.current;
    const isWhole = next?.seal !== undefined && USES.every((use) => next.containers[use]?.certificate !== undefined);
    if (next === undefined || !isWhole) throw new TokenRefused('NothingToAdopt');
    const kept = containers.encryption === undefined ? former : [...former, containers.encryption];
    this.current = { ...rest, containers: next.containers, former: kept, seal: next.seal ?? '' };
  }

  /** DER of the certificate in a container, byte for byte as it was imported. */
  readCertificate(use: CertificateUse, place: Place = 'held'): Buffer | undefined {
    const certificate = this.containersIn(place)[use]?.certificate;
    return certificate === undefined ? undefined : Buffer.from(certificate, 'base64');
  }

  readSeal(place: Place = 'held'): Buffer | undefined {
    const written = place === 'held' ? this.current.seal : this.current.next?.seal;
    return written === undefined ? undefined : Buffer.from(written, 'base64');
  }

  /** sha256WithRSAEncryption over the bytes, by the signing key. */
  async signNonce(pin: string, nonce: Buffer, place: Place = 'held'): Promise<Buffer> {
    return sign('sha256', nonce, await this.privateKey(pin, 'signing', place));
  }

  /** What was encrypted with RSA-OAEP, SHA-256, for the encryption certificate or one that it has taken the place of. */
  async decrypt(pin: string, ciphertext: Buffer): Promise<Buffer> {
    const tokenKey = await this.open(pin);
    for (const container of [this.container('encryption', 'held'), ...(this.current.former ?? [])]) {
      const key = keyIn(container, tokenKey);
      try {
        return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, ciphertext);
      } catch {
        continue; // OpenSSL says no more than that it is not for this key
      }
    }
    throw new TokenRefused('NotDecryptable');
  }

  async changePin(pin: string, newPin: string): Promise<void> {
    const tokenKey = await this.open(pin);
    const sealed = await sealedUnder(newPin, tokenKey, this.current.pin.stretching);
    this.current = { ...this.current, pin: { ...sealed, triesLeft: MAX_TRIES, initial: false } };
  }

  /**
   * SKF_UnblockPIN: the administrator's PIN gives the token a new PIN and all its tries, and leaves the containers as they are. The new
   * PIN counts as an initial one, which its holder has yet to change. Six wrong administrator's PINs in a row lock the token for good.
   */
  async unblockPin(adminPin: string, newPin: string): Promise<void> {
    const { admin } = this.current;
    if (admin === undefined) throw new TokenRefused('NoAdminPin');
    if (admin.triesLeft <= 0) throw new TokenRefused('AdminPinLocked', 0);
    const opened = await this.openedByAdmin(adminPin, admin);
    const sealed = await sealedUnder(newPin, opened, this.current.pin.stretching);
    this.current = { ...this.current, pin: { ...sealed, triesLeft: MAX_TRIES, initial: true } };
  }

  private async openedByAdmin(adminPin: string, admin: NonNullable<TokenState['admin']>): Promise<Buffer> {
    const left = (triesLeft: number): void => {
      this.current = { ...this.current, admin: { ...admin, triesLeft } };
    };
    left(admin.triesLeft - 1);
    const opened = unseal(
      await keyFromPin(adminPin, Buffer.from(admin.salt, 'base64'), admin.stretching),
      admin.tokenKey,
    );
    const tries = this.current.admin?.triesLeft ?? 0;
    if (!opened) throw new TokenRefused(tries > 0 ? 'AdminPinWrong' : 'AdminPinLocked', tries);
    left(MAX_TRIES);
    return opened;
  }

  /** Key and certificate of a container as PKCS#12, for test fixtures only. */
  async exportPkcs12(pin: string, use: CertificateUse, password: string): Promise<Buffer> {
    const privateKey = await this.privateKey(pin, use);
    const certificate = this.readCertificate(use);
    if (!certificate) throw new TokenRefused('NotACertificate');
    return toPkcs12(privateKey, certificate, password, `${this.serialNumber} ${use}`);
  }

  /** Checks the PIN. A try is counted before the check, so that nobody gains one by pulling the token out. */
  private async open(pin: string): Promise<Buffer> {
    const { salt, stretching, tokenKey, triesLeft } = this.current.pin;
    if (triesLeft <= 0) throw new TokenRefused('PinLocked', 0);
    this.countTries(triesLeft - 1);
    const opened = unseal(await keyFromPin(pin, Buffer.from(salt, 'base64'), stretching), tokenKey);
    if (!opened) throw new TokenRefused(this.triesLeft > 0 ? 'PinWrong' : 'PinLocked', this.triesLeft);
    this.countTries(MAX_TRIES);
    return opened;
  }

  private countTries(triesLeft: number): void {
    this.current = { ...this.current, pin: { ...this.current.pin, triesLeft } };
  }

  private async privateKey(pin: string, use: CertificateUse, place: Place = 'held'): Promise<KeyObject> {
    const tokenKey = await this.open(pin);
    return keyIn(this.container(use, place), tokenKey);
  }

  private publicKey(use: CertificateUse, place: Place): KeyObject {
    const key = Buffer.from(this.container(use, place).spki, 'base64');
    return createPublicKey({ key, format: 'der', type: 'spki' });
  }

  private container(use: CertificateUse, place: Place): Container {
    const container = this.containersIn(place)[use];
    if (!container) throw new TokenRefused('NoKey');
    return container;
  }

  private containersIn(place: Place): TokenState['containers'] {
    return place === 'held' ? this.current.containers : (this.current.next?.containers ?? {});
  }

  private put(use: CertificateUse, container: Container, place: Place): void {
    const containers = { ...this.containersIn(place), [use]: container };
    this.current =
      place === 'held'
        ? { ...this.current, containers }
        : { ...this.current, next: { ...this.current.next, containers } };
  }
}

const anyPin = (): string => randomInt(0, 100_000_000).toString().padStart(8, '0');

function keyIn({ privateKey }: Container, tokenKey: Buffer): KeyObject {
  const key = unseal(tokenKey, privateKey);
  if (!key) throw new TokenRefused('NoKey');
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

async function sealedUnder(
  pin: string,
  tokenKey: Buffer,
  stretching: number,
): Promise<{ salt: string; stretching: number; tokenKey: string }> {
  if (!/^[\x21-\x7e]{6,16}$/.test(pin)) throw new TokenRefused('PinLength');
  const salt = randomBytes(16);
  return {
    salt: salt.toString('base64'),
    stretching,
    tokenKey: seal(await keyFromPin(pin, salt, stretching), tokenKey),
  };
}

function spkiIn(certificate: Buffer | undefined): string {
  try {
    return readCertificate(certificate ?? Buffer.alloc(0)).spki.toString('base64');
  } catch {
    throw new TokenRefused('NotACertificate');
  }
}
