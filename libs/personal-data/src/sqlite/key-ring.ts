import { LeastRecentlyUsed, type KeyOwner } from '@ekey/kernel';
import {
  closeDatabase,
  GroupCommit,
  openDatabase,
  UnreadableStore,
  type Database,
  type DatabaseKind,
} from '@ekey/sqlite';
import { KeyErased, KeyMissing } from '../personal-data.port';
import type { Keys } from '../sealing.personal-data';
import { newKey, proofsOf, unwrapped, type Secrets } from '../wrapped-keys';
import type { Tombstones } from './tombstones';

export const KEYS: DatabaseKind = {
  mark: 'EKKY',
  synchronous: 'FULL',
  schema: [
    `CREATE TABLE keys (owner TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID;
     CREATE TABLE made_under (what TEXT PRIMARY KEY, proof BLOB NOT NULL) STRICT, WITHOUT ROWID`,
  ],
};

export interface WrappedKey {
  readonly owner: KeyOwner;
  readonly wrapped: Uint8Array;
}

const REMEMBERED = 10_000;

/** The keys of all owners, each wrapped by the master key; the unwrapped ones used last stay in memory. */
export class KeyRing implements Keys {
  private readonly database: Database;
  private readonly commits: GroupCommit;
  private readonly unwrapped = new LeastRecentlyUsed<Buffer>(REMEMBERED);
  private readonly making = new Map<KeyOwner, Promise<Buffer>>();
  private readonly sql;

  /** @throws UnreadableStore naming the file; also where it was made under another master or index key. */
  constructor(
    private readonly file: string,
    private readonly masterKey: Buffer,
    private readonly tombstones: Tombstones,
    private readonly readOnly = false,
  ) {
    this.database = openDatabase(file, KEYS, { readOnly });
    this.database.exec('PRAGMA secure_delete = ON');
    this.commits = new GroupCommit(this.database);
    this.sql = {
      find: this.database.prepare('SELECT wrapped FROM keys WHERE owner = ?'),
      add: this.database.prepare('INSERT INTO keys (owner, wrapped) VALUES (?, ?)'),
      all: this.database.prepare('SELECT owner, wrapped FROM keys WHERE owner > ? ORDER BY owner LIMIT 1000'),
      remove: this.database.prepare('DELETE FROM keys WHERE owner = ?'),
      proof: this.database.prepare('SELECT proof FROM made_under WHERE what = ?'),
      prove: this.database.prepare('INSERT INTO made_under (what, proof) VALUES (?, ?)'),
    };
  }

  /** Refuses to go on under other keys than the file was made under: what they seal could never be read beside the rest. */
  refuseOtherSecrets(secrets: Secrets): void {
    for (const { what, proof } of proofsOf(secrets)) {
      const stored = this.sql.proof.get(what) as { proof: Uint8Array } | undefined;
      if (stored === undefined && this.readOnly) throw new UnreadableStore(this.file, `does not tell its ${what}`);
      if (stored === undefined) this.sql.prove.run(what, proof);
      else if (!proof.equals(stored.proof)) throw new UnreadableStore(this.file, `was made under another ${what}`);
    }
  }

  /** @returns the owner's key, made where there is none. @throws KeyErased */
  async keyToSeal(owner: KeyOwner): Promise<Buffer> {
    this.commits.refuseUncertain();
    // One that is being made may be read from the file already, and is not on disk yet: nothing may be sealed with it.
    const making = this.making.get(owner);
    if (making !== undefined) return making;
    const known = this.unwrapped.get(owner) ?? this.find(owner);
    if (known !== undefined) return known;
    const made = this.make(owner).finally(() => this.making.delete(owner));
    this.making.set(owner, made);
    return made;
  }

  /** @returns the owner's key; `null` where it was destroyed. @throws KeyMissing */
  keyToOpen(owner: KeyOwner): Buffer | null {
    this.commits.refuseUncertain();
    const known = this.unwrapped.get(owner) ?? this.find(owner);
    if (known !== undefined) return known;
    if (this.tombstones.has(owner)) return null;
    throw new KeyMissing(owner);
  }

  /** Whether the owner's key is at hand: then nobody has destroyed it yet. */
  isAtHand(owner: KeyOwner): boolean {
    return this.unwrapped.get(owner) !== undefined;
  }

  /** Removes the key from memory, from the file and from its write-ahead log. Its tombstone stands already. */
  async destroy(owner: KeyOwner): Promise<void> {
    await this.making.get(owner)?.catch(() => undefined);
    this.unwrapped.delete(owner);
    await this.commits.enqueue(() => this.sql.remove.run(owner));
    this.clearLog();
  }

  /** Removes what a kill between tombstone and removal, or a restored backup, has left or brought back. */
  async sweep(): Promise<void> {
    const removed = await this.commits.enqueue(() => {
      let count = 0;
      for (const { owner } of this.tombstones.all()) count += Number(this.sql.remove.run(owner).changes);
      return count;
    });
    if (removed > 0) this.clearLog();
  }

  /** Every key as it is stored, owner by owner. */
  *all(): Iterable<WrappedKey> {
    for (let last = ''; ;) {
      const page = this.sql.all.all(last) as unknown as WrappedKey[];
      yield* page;
      const end = page.at(-1);
      if (end === undefined) return;
      last = end.owner;
    }
  }

  close(): void {
    this.commits.close();
    this.unwrapped.clear();
    closeDatabase(this.database);
  }

  /** The old pages in the write-ahead log still hold what was deleted, until it is emptied. */
  private clearLog(): void {
    const { busy } = this.database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
    if (busy !== 0) throw new Error(`${this.file} is being read by another process: its log keeps the key until then`);
  }

  private async make(owner: KeyOwner): Promise<Buffer> {
    const { key, wrapped } = newKey(this.masterKey, owner);
    await this.commits.enqueue(() => {
      if (this.tombstones.has(owner)) throw new KeyErased(owner);
      this.sql.add.run(owner, wrapped);
    });
    this.unwrapped.set(owner, key);
    return key;
  }

  private find(owner: KeyOwner): Buffer | undefined {
    const row = this.sql.find.get(owner) as { wrapped: Uint8Array } | undefined;
    if (row === undefined || this.tombstones.has(owner)) return undefined;
    const key = unwrapped(this.masterKey, owner, row.wrapped);
    if (key === undefined) throw new KeyMissing(owner);
    this.unwrapped.set(owner, key);
    return key;
  }
}
