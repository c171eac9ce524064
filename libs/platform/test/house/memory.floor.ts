import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLocalJWKSet, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';
import { openFilesystemDocuments } from '@ekey/documents/filesystem';
import { openSqliteEventStore, openSqliteReactorStore } from '@ekey/event-store/sqlite';
import type { Clock } from '@ekey/kernel';
import { openSqliteMessaging } from '@ekey/messaging/sqlite';
import { openSqlitePersonalData } from '@ekey/personal-data/sqlite';
import { openSqliteViews, openViewsDatabase } from '@ekey/views/sqlite';
import type { AccessLog, AccessRecord, Config, Floor, Secrets, ServiceFloor, TokenKeys } from '../../src';
import { MemorySessions } from '../../src/testing';

/** The time, moved on as a test wishes. */
export class TestClock implements Clock {
  private shift = 0;

  now(): string {
    return new Date(Date.now() + this.shift).toISOString();
  }

  advance(hours: number): void {
    this.shift += hours * 3_600_000;
  }
}

class MemoryAccessLog implements AccessLog {
  readonly entries: (AccessRecord & { position: number })[] = [];

  async record(entry: Omit<AccessRecord, 'at'>): Promise<void> {
    this.entries.push({ ...entry, at: '', position: this.entries.length + 1 });
  }
  async read({ after, limit }: Parameters<AccessLog['read']>[0]) {
    return this.entries.slice(after, after + limit);
  }
}

class MemorySecrets implements Secrets {
  private readonly known = new Map<string, Buffer>();

  async bytes(name: string): Promise<Buffer> {
    const bytes = this.known.get(name) ?? randomBytes(32);
    this.known.set(name, bytes);
    return bytes;
  }
}

class MemoryTokenKeys implements TokenKeys {
  private readonly rings = new Map<string, Promise<{ privateKey: CryptoKey; jwk: JWK }>>();

  async signingKey(issuer: string) {
    return { kid: issuer, privateKey: (await this.ring(issuer)).privateKey };
  }
  async jwks(issuer: string) {
    return { keys: [(await this.ring(issuer)).jwk] };
  }
  resolver(issuer: string): ReturnType<TokenKeys['resolver']> {
    return async (header, token) => createLocalJWKSet(await this.jwks(issuer))(header, token);
  }
  private ring(issuer: string) {
    const known = this.rings.get(issuer) ?? this.make(issuer);
    this.rings.set(issuer, known);
    return known;
  }
  private async make(issuer: string) {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA');
    return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: issuer, alg: 'EdDSA' } };
  }
}

/** A floor that outlives the application on it, as files outlive a process; `end` takes it away. */
export interface MemoryFloor extends Floor {
  readonly clock: TestClock;
  readonly accessLog: MemoryAccessLog;
  /** What the next writes of the log meet; `undefined`: a disk in order. */
  diskFault: Error | undefined;
  end(): Promise<void>;
}

export async function memoryFloor(config: Config): Promise<MemoryFloor> {
  const clock = new TestClock();
  const folder = mkdtempSync(path.join(tmpdir(), 'ekey-platform-'));
  const personalData = await openSqlitePersonalData({
    ...{ file: ':memory:', tombstonesFile: ':memory:', masterKey: randomBytes(32), indexKey: randomBytes(32) },
  });
  const messaging = openSqliteMessaging({ file: ':memory:' });
  const database = openViewsDatabase(':memory:');
  const reactors = openSqliteReactorStore(database);
  const eventStore = openSqliteEventStore({ file: ':memory:', owner: 'notify', checkpoints: reactors });
  const views = openSqliteViews({ database, patience: 300 });
  const append = eventStore.append.bind(eventStore);
  eventStore.append = async (given) => {
    if (floor.diskFault !== undefined) throw floor.diskFault;
    await append(given);
  };
  const service: ServiceFloor = {
    eventStore,
    log: eventStore.feed,
    reactors,
    views,
    documents: await openFilesystemDocuments({ folder, personalData, clock }),
  };
  const floor: MemoryFloor = {
    ...{ config, clock, messaging, personalData },
    secrets: new MemorySecrets(),
    sessions: new MemorySessions(clock),
    accessLog: new MemoryAccessLog(),
    tokenKeys: new MemoryTokenKeys(),
    diskFault: undefined,
    service: () => service,
    unusable: async () => (floor.diskFault === undefined ? [] : [{ what: 'the disk', cause: floor.diskFault.message }]),
    close: async () => undefined,
    end: async () => {
      for (const store of [eventStore, views, messaging, personalData]) await store.close();
      rmSync(folder, { recursive: true });
    },
  };
  return floor;
}
