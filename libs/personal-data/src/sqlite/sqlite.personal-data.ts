import type { KeyOwner, Sealed } from '@ekey/kernel';
import { createHmac } from 'node:crypto';
import { SealBroken, type PersonalData } from '../personal-data.port';
import { KeyRing } from './key-ring';
import { openWith, sealWith } from './sealing';
import { Tombstones } from './tombstones';

export interface SqlitePersonalDataOptions {
  /** The wrapped keys. */
  readonly file: string;
  /** The tombstones; to be kept and restored apart from the keys. */
  readonly tombstonesFile: string;
  /** 32 bytes that wrap every key. */
  readonly masterKey: Buffer;
  /** 32 bytes for the digests by which values are found again. */
  readonly indexKey: Buffer;
  /** Reads beside the process that writes: opens seals, makes and destroys no key. */
  readonly readOnly?: boolean;
}

/** First byte of a sealed value's text: how the rest is to be read. */
const FORMAT = 1;
const SECRET_LENGTH = 32;

/**
 * Opens the keys of all persons' data and removes those that have a tombstone.
 * @throws UnreadableStore naming the file that cannot be used, or that was made under other secrets.
 */
export async function openSqlitePersonalData(options: SqlitePersonalDataOptions): Promise<SqlitePersonalData> {
  for (const secret of [options.masterKey, options.indexKey]) {
    if (secret.length !== SECRET_LENGTH) throw new RangeError(`a secret of ${SECRET_LENGTH} bytes is needed`);
  }
  const tombstones = new Tombstones(options.tombstonesFile, options.readOnly);
  const keys = openKeys(options, tombstones);
  const personalData = new SqlitePersonalData(keys, tombstones, options.indexKey);
  try {
    keys.refuseOtherSecrets(options.indexKey);
    if (options.readOnly !== true) await keys.sweep();
    return personalData;
  } catch (error) {
    await personalData.close();
    throw error;
  }
}

function openKeys({ file, masterKey, readOnly }: SqlitePersonalDataOptions, tombstones: Tombstones): KeyRing {
  try {
    return new KeyRing(file, masterKey, tombstones, readOnly);
  } catch (error) {
    tombstones.close();
    throw error;
  }
}

/** Keys in one SQLite file, tombstones in another; new keys share commits. */
export class SqlitePersonalData implements PersonalData {
  constructor(
    private readonly keys: KeyRing,
    private readonly tombstones: Tombstones,
    private readonly indexKey: Buffer,
  ) {}

  async seal(owner: KeyOwner, field: string, value: unknown): Promise<Sealed> {
    const text = JSON.stringify(value) as string | undefined;
    if (text === undefined) throw new TypeError(`${field} of ${owner} is nothing that JSON can hold`);
    const sealed = sealWith(await this.keys.keyToSeal(owner), ['field', owner, field], Buffer.from(text));
    return { $sealed: Buffer.concat([Buffer.of(FORMAT), sealed]).toString('base64url'), owner, field };
  }

  async open(sealed: Sealed, field = sealed.field): Promise<unknown> {
    const { owner } = sealed;
    const key = this.keys.keyToOpen(owner);
    if (key === null) return null;
    const bytes = Buffer.from(sealed.$sealed, 'base64url');
    const plain = bytes[0] === FORMAT ? openWith(key, ['field', owner, field], bytes.subarray(1)) : undefined;
    if (plain === undefined) throw new SealBroken(owner, field);
    return JSON.parse(plain.toString('utf8')) as unknown;
  }

  async sealBytes(owner: KeyOwner, name: string, bytes: Buffer): Promise<Buffer> {
    return sealWith(await this.keys.keyToSeal(owner), ['bytes', owner, name], bytes);
  }

  async openBytes(owner: KeyOwner, name: string, sealed: Buffer): Promise<Buffer | null> {
    const key = this.keys.keyToOpen(owner);
    if (key === null) return null;
    const plain = openWith(key, ['bytes', owner, name], sealed);
    if (plain === undefined) throw new SealBroken(owner, name);
    return plain;
  }

  async erase(owner: KeyOwner, at: string): Promise<void> {
    this.tombstones.add(owner, at);
    await this.keys.destroy(owner);
  }

  async isErased(owner: KeyOwner): Promise<boolean> {
    return !this.keys.isAtHand(owner) && this.tombstones.has(owner);
  }

  digest(purpose: string, value: string): string {
    return createHmac('sha256', this.indexKey).update(`${purpose}\0${value}`).digest('hex');
  }

  /** What was begun is stored; later calls fail. */
  async close(): Promise<void> {
    this.keys.close();
    this.tombstones.close();
  }
}
