import type { KeyOwner } from '@ekey/kernel';
import { MongoConnection, type MongoOptions } from '@ekey/mongo';
import { KeysUnavailable } from '../personal-data.port';
import { SealingPersonalData, type Keys } from '../sealing.personal-data';
import { refuseShort, type Secrets } from '../wrapped-keys';
import { KeyCollection } from './key-collection';
import { KeyRing } from './key-ring';
import { Tombstones } from './tombstones';

export interface MongoPersonalDataOptions extends MongoOptions, Secrets {
  /** Where the tombstones are, to be backed up and restored apart from the keys. Default: `<database>-tombstones`. */
  readonly tombstonesDatabase?: string;
  /** After how long at most this process notices that another has destroyed a key, in milliseconds. Default: 2 s. */
  readonly trust?: number;
}

const TRUST_MS = 2_000;

/**
 * The keys of all persons' data in a database of their own. Asks the server nothing yet: whatever is asked while it is away
 * is refused (`KeysUnavailable`) and may be asked again.
 * @throws RangeError where the address, or what belongs to it, or a secret cannot be right.
 */
export const openMongoPersonalData = (options: MongoPersonalDataOptions): MongoPersonalData =>
  new MongoPersonalData(options);

/** Keys that many processes make, use and destroy at once. */
export class MongoPersonalData extends SealingPersonalData {
  private readonly connections: readonly MongoConnection[];
  private readonly keys: KeyCollection;
  private readonly tombstones: Tombstones;
  private readonly ring: KeyRing;
  private preparing: Promise<void> | undefined;

  constructor(private readonly options: MongoPersonalDataOptions) {
    refuseShort(options);
    // A class must not use itself before the one it extends is made; its keys are asked for later.
    const keys: Keys = {
      keyToSeal: async (owner) => (await this.ready()).keyToSeal(owner),
      keyToOpen: async (owner) => (await this.ready()).keyToOpen(owner),
    };
    super(keys, options.indexKey);
    const faultOf = (server: string, cause: string): Error => new KeysUnavailable(server, cause);
    const { database, tombstonesDatabase = `${database}-tombstones` } = options;
    const apart = { ...options, database: tombstonesDatabase };
    const [keysAt, tombstonesAt] = [new MongoConnection(options, faultOf), new MongoConnection(apart, faultOf)];
    this.connections = [keysAt, tombstonesAt];
    this.keys = new KeyCollection(keysAt);
    this.tombstones = new Tombstones(tombstonesAt);
    this.ring = new KeyRing(this.keys, this.tombstones, options.masterKey, options.trust ?? TRUST_MS);
  }

  async erase(owner: KeyOwner, at: string): Promise<void> {
    const ring = await this.ready();
    await this.tombstones.add(owner, at);
    await ring.destroy(owner);
  }

  async isErased(owner: KeyOwner): Promise<boolean> {
    return (await this.ready()).isErased(owner);
  }

  /**
   * Takes over a key that another store has made under the same secrets, unless its owner has one here or was erased.
   * @returns whether the owner has this key now, or none because it was destroyed.
   * @throws OtherSecrets, KeysUnavailable
   */
  async adopt(owner: KeyOwner, wrapped: Uint8Array): Promise<boolean> {
    return (await this.ready()).adopt(owner, wrapped);
  }

  /** Whether this is the key that the owner has here. */
  async holds(owner: KeyOwner, wrapped: Uint8Array): Promise<boolean> {
    return (await this.ready()).holds(owner, wrapped);
  }

  /** For health: whether the server answers, and under these secrets. @throws KeysUnavailable, OtherSecrets */
  async ping(): Promise<void> {
    await this.ready();
    for (const connection of this.connections) await connection.ping();
  }

  async close(): Promise<void> {
    this.ring.clear();
    for (const connection of this.connections) await connection.close();
  }

  /** Once it has been reached: the secrets are proved, and keys that have a tombstone are gone. */
  private async ready(): Promise<KeyRing> {
    this.preparing ??= this.prepare().catch((error: unknown) => {
      this.preparing = undefined;
      throw error;
    });
    await this.preparing;
    return this.ring;
  }

  private async prepare(): Promise<void> {
    await this.keys.refuseOtherSecrets(this.options);
    await this.ring.sweep();
  }
}
