import type { KeyOwner } from '@ekey/kernel';
import { SealingPersonalData } from '../sealing.personal-data';
import { refuseShort, type Secrets } from '../wrapped-keys';
import { KeyRing, type WrappedKey } from './key-ring';
import { Tombstones } from './tombstones';

export interface SqlitePersonalDataOptions extends Secrets {
  /** The wrapped keys. */
  readonly file: string;
  /** The tombstones; to be kept and restored apart from the keys. */
  readonly tombstonesFile: string;
  /** Reads beside the process that writes: opens seals, makes and destroys no key. */
  readonly readOnly?: boolean;
}

/**
 * Opens the keys of all persons' data and removes those that have a tombstone.
 * @throws UnreadableStore naming the file that cannot be used, or that was made under other secrets.
 */
export async function openSqlitePersonalData(options: SqlitePersonalDataOptions): Promise<SqlitePersonalData> {
  refuseShort(options);
  const tombstones = new Tombstones(options.tombstonesFile, options.readOnly);
  const keys = openKeys(options, tombstones);
  const personalData = new SqlitePersonalData(keys, tombstones, options.indexKey);
  try {
    keys.refuseOtherSecrets(options);
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
export class SqlitePersonalData extends SealingPersonalData {
  constructor(
    private readonly keys: KeyRing,
    private readonly tombstones: Tombstones,
    indexKey: Buffer,
  ) {
    super(keys, indexKey);
  }

  async erase(owner: KeyOwner, at: string): Promise<void> {
    this.tombstones.add(owner, at);
    await this.keys.destroy(owner);
  }

  async isErased(owner: KeyOwner): Promise<boolean> {
    return !this.keys.isAtHand(owner) && this.tombstones.has(owner);
  }

  /** Every key as it is stored: wrapped by the master key. */
  wrappedKeys(): Iterable<WrappedKey> {
    return this.keys.all();
  }

  /** Whose key was destroyed, and when. */
  erasures(): Iterable<{ readonly owner: KeyOwner; readonly erasedAt: string }> {
    return this.tombstones.all();
  }

  /** What was begun is stored; later calls fail. */
  async close(): Promise<void> {
    this.keys.close();
    this.tombstones.close();
  }
}
