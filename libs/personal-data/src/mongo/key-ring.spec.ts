import { setTimeout as sleep } from 'node:timers/promises';
import { caseKey, type KeyOwner } from '@ekey/kernel';
import { KeyErased } from '../personal-data.port';
import { newKey } from '../wrapped-keys';
import type { KeyCollection } from './key-collection';
import { KeyRing } from './key-ring';
import type { Tombstones } from './tombstones';

const masterKey = Buffer.alloc(32, 1);
const owner = caseKey('8b5d4a5e-6d3f-4a7e-9a10-000000000001');
const { key, wrapped } = newKey(masterKey, owner);

/** Keys and tombstones that other processes write as well. */
class Server {
  readonly keys = new Map<KeyOwner, Uint8Array>();
  readonly tombstones = new Set<KeyOwner>();
  /** What another process does before a key that is added has come here. */
  adding = (): void => undefined;
  /** Until then nobody is told what was found. */
  telling: Promise<void> = Promise.resolve();

  ring(): KeyRing {
    const keys = {
      find: async (whose: KeyOwner) => {
        const found = this.keys.get(whose);
        await this.telling;
        return found;
      },
      add: async (whose: KeyOwner, given: Buffer) => {
        this.adding();
        const isNew = !this.keys.has(whose);
        if (isNew) this.keys.set(whose, given);
        return isNew;
      },
      remove: async (owners: readonly KeyOwner[]) => owners.forEach((each) => this.keys.delete(each)),
    };
    const tombstones = { has: async (whose: KeyOwner) => this.tombstones.has(whose) };
    return new KeyRing(keys as unknown as KeyCollection, tombstones as unknown as Tombstones, masterKey, 2_000);
  }

  /** As another process destroys a key. */
  destroys(): void {
    this.tombstones.add(owner);
    this.keys.delete(owner);
  }
}

describe('the keys of one process beside others', () => {
  let server: Server;
  let ring: KeyRing;
  beforeEach(() => {
    server = new Server();
    ring = server.ring();
  });

  it('are told as they are to whoever asks, though another has asked before there was one', async () => {
    server.telling = sleep(10);
    const sealing = ring.keyToSeal(owner);
    await sleep(0);
    server.keys.set(owner, wrapped);
    const opening = ring.keyToOpen(owner);
    expect(await opening).toEqual(key);
    expect(await sealing).toEqual(key);
  });

  it('are taken over from another store, once', async () => {
    expect([await ring.adopt(owner, wrapped), await ring.adopt(owner, wrapped)]).toEqual([true, true]);
    expect(await ring.keyToOpen(owner)).toEqual(key);
    expect(await ring.adopt(owner, newKey(masterKey, owner).wrapped)).toBe(false);
  });

  it.each([
    ['before', (destroy: () => void) => destroy()],
    ['while', (destroy: () => void) => void (server.adding = destroy)],
  ])('leave nothing of one that another destroys %s they take it over', async (_when, destroyed) => {
    destroyed(() => server.destroys());
    expect(await ring.adopt(owner, wrapped)).toBe(true);
    expect(server.keys.size).toBe(0);
    expect(await ring.keyToOpen(owner)).toBeNull();
    await expect(ring.keyToSeal(owner)).rejects.toThrow(KeyErased);
  });
});
