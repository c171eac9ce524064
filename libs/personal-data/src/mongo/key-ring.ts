import { LeastRecentlyUsed, type KeyOwner } from '@ekey/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { KeyErased, KeyMissing, KeysUnavailable } from '../personal-data.port';
import type { Keys } from '../sealing.personal-data';
import { newKey, unwrapped } from '../wrapped-keys';
import type { KeyCollection } from './key-collection';
import type { Tombstones } from './tombstones';

/** A key as it is used without asking anybody, for a moment. */
interface Trusted {
  readonly key: Buffer;
  /** By the clock of `performance.now`: when nobody had destroyed it yet. */
  readonly asOf: number;
}

const REMEMBERED = 10_000;
const [TRIES, BETWEEN_TRIES_MS] = [20, 50];

/**
 * The keys that this process uses. Others may destroy them: each is asked after again before it is used, unless that was
 * done a moment ago. Whoever reads a key looks for its tombstone afterwards, and whoever destroys one writes that first: so
 * a key that was destroyed is never taken for one that is there, nor for one that is missing.
 */
export class KeyRing implements Keys {
  private readonly trusted = new LeastRecentlyUsed<Trusted>(REMEMBERED);
  /** A tombstone stands for ever. */
  private readonly erased = new LeastRecentlyUsed<true>(REMEMBERED);
  private readonly asking = new Map<KeyOwner, Promise<Buffer | undefined>>();

  constructor(
    private readonly keys: KeyCollection,
    private readonly tombstones: Tombstones,
    private readonly masterKey: Buffer,
    /** How long a key is used without asking whether it was destroyed, in milliseconds. */
    private readonly trust: number,
  ) {}

  async keyToSeal(owner: KeyOwner): Promise<Buffer> {
    for (let tries = 1; ; tries += 1) {
      const key = (await this.find(owner)) ?? (await this.make(owner));
      if (this.erased.get(owner) === true) throw new KeyErased(owner);
      if (key !== undefined) return key;
      if (tries === TRIES)
        throw new KeysUnavailable('the key store', 'a key that another process makes is not durable yet');
      await sleep(BETWEEN_TRIES_MS);
    }
  }

  async keyToOpen(owner: KeyOwner): Promise<Buffer | null> {
    const key = await this.find(owner);
    if (this.erased.get(owner) === true) return null;
    if (key === undefined) throw new KeyMissing(owner);
    return key;
  }

  async isErased(owner: KeyOwner): Promise<boolean> {
    return this.erased.get(owner) === true || this.noteErased(owner);
  }

  /**
   * Takes over a key that another store has made, unless its owner has one here or was erased.
   * @returns whether the owner has this key now, or none because it was destroyed.
   */
  async adopt(owner: KeyOwner, wrapped: Uint8Array): Promise<boolean> {
    if (await this.isErased(owner)) return true;
    const isHere = (await this.keys.add(owner, Buffer.from(wrapped))) || (await this.holds(owner, wrapped));
    if (!(await this.noteErased(owner))) return isHere;
    await this.keys.remove([owner]);
    return true;
  }

  /** Whether this is the key that the owner has here. */
  async holds(owner: KeyOwner, wrapped: Uint8Array): Promise<boolean> {
    const held = await this.keys.find(owner);
    return held !== undefined && Buffer.from(wrapped).equals(held);
  }

  /** Its tombstone stands already. */
  async destroy(owner: KeyOwner): Promise<void> {
    this.forget(owner);
    await this.keys.remove([owner]);
  }

  /** Removes what a kill between tombstone and removal, or a restored backup, has left or brought back. */
  async sweep(): Promise<void> {
    for await (const owners of this.tombstones.owners()) await this.keys.remove(owners);
  }

  clear(): void {
    this.trusted.clear();
  }

  /** Whoever asks for the same key meanwhile is answered with it; where there was none yet, he asks for himself. */
  private async find(owner: KeyOwner): Promise<Buffer | undefined> {
    if (this.erased.get(owner) === true) return undefined;
    const known = this.trusted.get(owner);
    if (known !== undefined && performance.now() - known.asOf < this.trust) return known.key;
    return (await this.asking.get(owner)) ?? this.ask(owner);
  }

  private ask(owner: KeyOwner): Promise<Buffer | undefined> {
    const asking = this.asking.get(owner) ?? this.read(owner).finally(() => this.asking.delete(owner));
    this.asking.set(owner, asking);
    return asking;
  }

  private async read(owner: KeyOwner): Promise<Buffer | undefined> {
    const asOf = performance.now();
    const wrapped = await this.keys.find(owner);
    if (await this.noteErased(owner)) return undefined;
    if (wrapped === undefined) {
      this.trusted.delete(owner);
      return undefined;
    }
    const key = unwrapped(this.masterKey, owner, wrapped);
    if (key === undefined) throw new KeyMissing(owner);
    return this.keep(owner, key, asOf);
  }

  /** @returns `undefined` where another process has made one meanwhile. */
  private async make(owner: KeyOwner): Promise<Buffer | undefined> {
    if (this.erased.get(owner) === true) return undefined;
    const asOf = performance.now();
    const { key, wrapped } = newKey(this.masterKey, owner);
    if (!(await this.keys.add(owner, wrapped))) return undefined;
    if (!(await this.noteErased(owner))) return this.keep(owner, key, asOf);
    await this.keys.remove([owner]);
    return undefined;
  }

  /** What was destroyed here while it was being asked for is not kept. */
  private keep(owner: KeyOwner, key: Buffer, asOf: number): Buffer | undefined {
    if (this.erased.get(owner) === true) return undefined;
    this.trusted.set(owner, { key, asOf });
    return key;
  }

  private async noteErased(owner: KeyOwner): Promise<boolean> {
    const isErased = await this.tombstones.has(owner);
    if (isErased) this.forget(owner);
    return isErased;
  }

  private forget(owner: KeyOwner): void {
    this.erased.set(owner, true);
    this.trusted.delete(owner);
  }
}
