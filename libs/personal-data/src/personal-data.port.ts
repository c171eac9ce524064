import { Unavailable, type KeyOwner, type Sealed } from '@ekey/kernel';

/**
 * Keys of persons' data: one per case and one per account, each wrapped by a master key (AES-256-GCM both).
 * A key is durable before its first use; a destroyed one leaves a tombstone, kept apart, that nothing overwrites.
 */
export interface PersonalData {
  /**
   * Sealed under the owner's key, which is made where there is none yet. `value` is any JSON; owner and field are
   * authenticated with it.
   * @throws KeyErased where the owner's key was destroyed: nothing new is sealed for it.
   */
  seal(owner: KeyOwner, field: string, value: unknown): Promise<Sealed>;
  /**
   * @param field the name under which the caller expects it to be sealed; `undefined`: the one it carries.
   * @returns the value, or `null` where the key was destroyed.
   * @throws KeyMissing where the key is neither there nor destroyed: a fault, never an erasure.
   * @throws SealBroken where the text was changed or belongs to another field or owner.
   */
  open(sealed: Sealed, field?: string): Promise<unknown>;
  /** Bytes sealed under the owner's key, for documents: nonce ‖ ciphertext ‖ tag. `name` is authenticated. */
  sealBytes(owner: KeyOwner, name: string, bytes: Buffer): Promise<Buffer>;
  /** @returns the bytes, or `null` where the key was destroyed. Throws as `open` does. */
  openBytes(owner: KeyOwner, name: string, sealed: Buffer): Promise<Buffer | null>;
  /** Destroys the owner's key. Durable when it resolves; doing it again changes nothing. */
  erase(owner: KeyOwner, at: string): Promise<void>;
  isErased(owner: KeyOwner): Promise<boolean>;
  /** Keyed digest (HMAC-SHA-256, hex) under an index key of its own, for exact search; `purpose` keeps digests of unlike things apart. */
  digest(purpose: string, value: string): string;
}

export class KeyMissing extends Error {
  constructor(readonly owner: string) {
    super(`the key of ${owner} is missing: restore the key store; nothing was erased`);
    this.name = 'KeyMissing';
  }
}
export class KeyErased extends Error {
  constructor(readonly owner: string) {
    super(`the key of ${owner} was destroyed`);
    this.name = 'KeyErased';
  }
}
export class SealBroken extends Error {
  constructor(owner: string, field: string) {
    super(`the sealed ${field} of ${owner} was changed or belongs elsewhere`);
    this.name = 'SealBroken';
  }
}

/** Keys can be neither made nor read now: their server does not answer, or not us. Nothing is missing; it may be asked again. */
export class KeysUnavailable extends Unavailable {
  constructor(server: string, cause: string) {
    super(`keys at ${server}: ${cause}`);
    this.name = 'KeysUnavailable';
  }
}

/** The keys were made under another secret: what would be sealed now could never be read beside the rest. */
export class OtherSecrets extends Error {
  constructor(store: string, secret: string) {
    super(`${store} was made under another ${secret}`);
    this.name = 'OtherSecrets';
  }
}
