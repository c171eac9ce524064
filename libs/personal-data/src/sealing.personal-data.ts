import type { KeyOwner, Sealed } from '@ekey/kernel';
import { createHmac } from 'node:crypto';
import { SealBroken, type PersonalData } from './personal-data.port';
import { openWith, sealWith } from './sealing';

/** Keys by their owner, wherever they are kept. */
export interface Keys {
  /** @returns the owner's key, made where there is none, and durable. @throws KeyErased */
  keyToSeal(owner: KeyOwner): Promise<Buffer>;
  /** @returns the owner's key; `null` where it was destroyed. @throws KeyMissing */
  keyToOpen(owner: KeyOwner): Buffer | null | Promise<Buffer | null>;
}

/** First byte of a sealed value's text: how the rest is to be read. */
const FORMAT = 1;

/** Seals and opens with keys that a store gives; how they are kept and destroyed is the store's. */
export abstract class SealingPersonalData implements PersonalData {
  protected constructor(
    private readonly sealingKeys: Keys,
    private readonly indexKey: Buffer,
  ) {}

  abstract erase(owner: KeyOwner, at: string): Promise<void>;
  abstract isErased(owner: KeyOwner): Promise<boolean>;

  async seal(owner: KeyOwner, field: string, value: unknown): Promise<Sealed> {
    const text = JSON.stringify(value) as string | undefined;
    if (text === undefined) throw new TypeError(`${field} of ${owner} is nothing that JSON can hold`);
    const sealed = sealWith(await this.sealingKeys.keyToSeal(owner), ['field', owner, field], Buffer.from(text));
    return { $sealed: Buffer.concat([Buffer.of(FORMAT), sealed]).toString('base64url'), owner, field };
  }

  async open(sealed: Sealed, field = sealed.field): Promise<unknown> {
    const { owner } = sealed;
    const key = await this.sealingKeys.keyToOpen(owner);
    if (key === null) return null;
    const bytes = Buffer.from(sealed.$sealed, 'base64url');
    const plain = bytes[0] === FORMAT ? openWith(key, ['field', owner, field], bytes.subarray(1)) : undefined;
    if (plain === undefined) throw new SealBroken(owner, field);
    return JSON.parse(plain.toString('utf8')) as unknown;
  }

  async sealBytes(owner: KeyOwner, name: string, bytes: Buffer): Promise<Buffer> {
    return sealWith(await this.sealingKeys.keyToSeal(owner), ['bytes', owner, name], bytes);
  }

  async openBytes(owner: KeyOwner, name: string, sealed: Buffer): Promise<Buffer | null> {
    const key = await this.sealingKeys.keyToOpen(owner);
    if (key === null) return null;
    const plain = openWith(key, ['bytes', owner, name], sealed);
    if (plain === undefined) throw new SealBroken(owner, name);
    return plain;
  }

  digest(purpose: string, value: string): string {
    return createHmac('sha256', this.indexKey).update(`${purpose}\0${value}`).digest('hex');
  }
}
