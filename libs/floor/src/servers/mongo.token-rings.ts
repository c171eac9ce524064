import { CompactEncrypt, compactDecrypt, errors } from 'jose';
import { UnreadableStore } from '@ekey/event-store';
import { isDuplicate, type MongoConnection } from '@ekey/mongo';
import type { KeptKey, KeptRing, TokenRings } from '../rotating.token-keys';
import { MongoCollection } from './mongo.collection';

interface StoredKey {
  /** Issuer and number: of two processes that make a key at once one alone can store it. */
  readonly _id: string;
  readonly issuer: string;
  /** 1, 2, 3 … without gaps but for those that were given up. */
  readonly number: number;
  readonly sealed: string;
}

const SEAL = { alg: 'dir', enc: 'A256GCM' } as const;

/**
 * The rings that all services share: each key sealed whole (JWE, RFC 7516, AES-256-GCM), so that who can write to the
 * database can neither sign tokens nor have a key of his own believed.
 */
export class MongoTokenRings implements TokenRings {
  readonly areShared = true;
  private readonly stored: MongoCollection<StoredKey>;

  /** @param wrappingKey 32 bytes, the same in every process. */
  constructor(
    connection: MongoConnection,
    private readonly wrappingKey: Uint8Array,
  ) {
    // A few documents for each issuer: they need no index but the one of their ids.
    this.stored = new MongoCollection(connection, 'token-keys', []);
  }

  async read(issuer: string): Promise<KeptRing> {
    const stored = await this.stored.ask((keys) =>
      keys.find({ issuer }, this.stored.limits).sort({ number: 1 }).toArray(),
    );
    return {
      keys: await Promise.all(stored.map((key) => this.opened(key))),
      made: stored.at(-1)?.number ?? 0,
    };
  }

  async add(issuer: string, { keys, made }: KeptRing, key: KeptKey): Promise<boolean> {
    const number = made + 1;
    const _id = idOf(issuer, number);
    const stored: StoredKey = { _id, issuer, number, sealed: await this.seal(_id, key) };
    try {
      await this.stored.ask((all) => all.insertOne(stored, this.stored.limits));
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
    const given = { issuer, number: { $lte: made - keys.length } };
    await this.stored.ask((all) => all.deleteMany(given, this.stored.limits));
    return true;
  }

  private seal(_id: string, key: KeptKey): Promise<string> {
    return new CompactEncrypt(Buffer.from(JSON.stringify(key)))
      .setProtectedHeader({ ...SEAL, kid: _id })
      .encrypt(this.wrappingKey);
  }

  /** @throws UnreadableStore where it was changed, moved, or sealed under another secret. */
  private async opened({ issuer, number, sealed }: StoredKey): Promise<KeptKey> {
    const allowed = { keyManagementAlgorithms: [SEAL.alg], contentEncryptionAlgorithms: [SEAL.enc] };
    const refuse = (cause?: unknown): never => {
      const why = 'was changed, or sealed under another token-wrapping-key';
      throw new UnreadableStore(`the key of tokens ${idOf(issuer, number)} in MongoDB`, why, { cause });
    };
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, this.wrappingKey, allowed).catch(
      (error: unknown) => (error instanceof errors.JOSEError ? refuse(error) : Promise.reject(error)),
    );
    if (protectedHeader.kid !== idOf(issuer, number)) refuse();
    return JSON.parse(Buffer.from(plaintext).toString('utf8')) as KeptKey;
  }
}

const idOf = (issuer: string, number: number): string => `${issuer}/${number}`;
