import type { IncomingMessage } from 'node:http';
import { LEGAL_HOLD_STATUS, RETENTION_MODES, type Client, type ObjectLockInfo } from 'minio';
import { DocumentsUnavailable } from '../documents-unavailable';
import type { Connection } from './connection';
import { unless } from './faults';

/** One of the states that an object was in; a removal that names no version is one too. */
export interface Version {
  readonly object: string;
  readonly versionId: string;
  readonly isNewest: boolean;
  readonly isRemoval: boolean;
}

export interface Content {
  /** `null` for more of them than anything of ours has. */
  readonly bytes: Buffer | null;
  /** Changes with every write. */
  readonly etag: string;
}

/** What the client lists and does not declare. */
interface Listed {
  readonly name?: string;
  readonly versionId?: string;
  readonly isLatest?: boolean;
  readonly isDeleteMarker?: boolean;
}

const PAGE = 1_000;
/** Some thirty times a page of a document: what is larger was not put here by us, and would fill the memory. */
const MOST_BYTES = 32 * 1024 * 1024;
const GONE = ['NoSuchKey', 'NoSuchVersion', 'MethodNotAllowed'];
const BUCKET_UNLOCKED = ['ObjectLockConfigurationNotFoundError', 'NoSuchBucket'];
const VERSION_UNLOCKED = ['NoSuchObjectLockConfiguration', ...GONE];
const MADE_MEANWHILE = ['BucketAlreadyOwnedByYou', 'BucketAlreadyExists'];

/** Objects with their versions and locks, in a bucket that is made when it is first needed. */
export class Bucket {
  private ready: Promise<void> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly name: string,
  ) {}

  /** As a message names it. */
  get place(): string {
    return `${this.connection.address}/${this.name}`;
  }

  /**
   * @param over the content that is replaced; nothing, where there may be none
   * @returns `false` where something else is there
   */
  write(object: string, bytes: Buffer, type: string, over?: Content): Promise<boolean> {
    const condition = over === undefined ? { 'If-None-Match': '*' } : { 'If-Match': over.etag };
    return this.ask('to write', (client) =>
      client
        .putObject(this.name, object, bytes, bytes.length, { 'Content-Type': type, ...condition })
        .then(() => true, unless(['PreconditionFailed', 'NoSuchKey'], false)),
    );
  }

  /** @returns `undefined` where there is no such object */
  read(object: string, versionId?: string): Promise<Content | undefined> {
    return this.ask('to read', (client) =>
      client
        .getObject(this.name, object, versionId === undefined ? {} : { versionId })
        .then((response) => contentOf(response as IncomingMessage), unless(GONE, undefined)),
    );
  }

  /** Of all objects whose names begin so: of each the newest first, with removals behind those of a thousand. */
  async *versions(prefix: string): AsyncIterable<Version> {
    let after = { keyMarker: '', versionIdMarker: '' };
    for (let more = true; more;) {
      const query = { Delimiter: '', MaxKeys: PAGE, IncludeVersion: true, ...after };
      const page = await this.ask('to list', (client) => client.listObjectsQuery(this.name, prefix, '', query));
      for (const { name = '', versionId = '', isLatest, isDeleteMarker } of page.objects as readonly Listed[])
        yield { object: name, versionId, isNewest: isLatest === true, isRemoval: isDeleteMarker === true };
      after = { keyMarker: escaped(page.keyMarker), versionIdMarker: page.versionIdMarker ?? '' };
      more = page.isTruncated === true;
    }
  }

  /** @returns `false` where a lock forbids it */
  remove(version: Version): Promise<boolean> {
    const { object, versionId } = version;
    return this.ask('to remove', async (client) => {
      try {
        await client.removeObject(this.name, object, { versionId });
        return true;
      } catch (error) {
        // Servers do not agree on how they refuse this; that there is a lock they agree on.
        const { isHeld, retainedUntil } = await this.lockOf(client, version);
        if (isHeld || retainedUntil > Date.now()) return false;
        throw error;
      }
    });
  }

  /** A version that is gone meanwhile is no error, here as with `retain`. */
  hold({ object, versionId }: Version, isHeld: boolean): Promise<void> {
    const status = isHeld ? LEGAL_HOLD_STATUS.ENABLED : LEGAL_HOLD_STATUS.DISABLED;
    return this.ask(isHeld ? 'to hold' : 'to end a hold', async (client) => {
      // The client declares some of its promises as nothing to wait for.
      const held = client.setObjectLegalHold(this.name, object, { versionId, status }) as unknown as Promise<void>;
      await held.catch(unless(GONE, undefined));
    });
  }

  /**
   * Nobody can shorten it nor remove the version before, whatever their rights.
   * @param until whole seconds of Unix time
   */
  retain(version: Version, until: number): Promise<void> {
    const { object, versionId } = version;
    const retainUntilDate = new Date(until * 1000).toISOString().replace('.000Z', 'Z');
    const retention = { mode: RETENTION_MODES.COMPLIANCE, retainUntilDate, versionId };
    return this.ask('to retain', async (client) => {
      try {
        await client.putObjectRetention(this.name, object, retention).catch(unless(GONE, undefined));
      } catch (error) {
        if ((await this.lockOf(client, version)).retainedUntil < until * 1000) throw error;
      }
    });
  }

  /** @throws DocumentsUnavailable: no server, bucket, object lock or right */
  private async assertReady(): Promise<void> {
    this.ready ??= this.prepare();
    await this.ready.catch((error: unknown) => {
      this.ready = undefined;
      throw error;
    });
  }

  /** As `assertReady`, whatever was found before. */
  async lookAgain(): Promise<void> {
    this.ready = undefined;
    await this.assertReady();
  }

  /** Looks at the bucket again after whatever went wrong: somebody may have taken it away. */
  private async ask<Answer>(about: string, question: (client: Client) => Promise<Answer>): Promise<Answer> {
    await this.assertReady();
    try {
      return await this.connection.ask(about, question);
    } catch (error) {
      this.ready = undefined;
      throw error;
    }
  }

  private async prepare(): Promise<void> {
    if (await this.isLocking()) return;
    await this.connection.ask(`to make the bucket ${this.name}`, (client) =>
      client
        .makeBucket(this.name, this.connection.region, { ObjectLocking: true })
        .catch(unless(MADE_MEANWHILE, undefined)),
    );
    if (!(await this.isLocking()))
      throw new DocumentsUnavailable(
        this.place,
        'the bucket was made without object lock: nothing could be held in it',
      );
  }

  private isLocking(): Promise<boolean> {
    return this.connection.ask(`to look at the bucket ${this.name}`, (client) => {
      const config = client.getObjectLockConfig(this.name) as unknown as Promise<ObjectLockInfo>;
      return config.then(({ objectLockEnabled }) => objectLockEnabled === 'Enabled', unless(BUCKET_UNLOCKED, false));
    });
  }

  private async lockOf(client: Client, { object, versionId }: Version) {
    const [held, retention] = await Promise.all([
      client.getObjectLegalHold(this.name, object, { versionId }).catch(unless(VERSION_UNLOCKED, undefined)),
      client.getObjectRetention(this.name, object, { versionId }).catch(unless(VERSION_UNLOCKED, undefined)),
    ]);
    const until = Date.parse(retention?.retainUntilDate ?? '');
    // Declared as the status itself.
    const { Status } = (held ?? {}) as { Status?: string };
    return { isHeld: Status === LEGAL_HOLD_STATUS.ENABLED, retainedUntil: Number.isNaN(until) ? 0 : until };
  }
}

/** Comes escaped but for its slashes, and the client hands it on as it came: the server would take it for a forgery. */
const escaped = (marker = ''): string => encodeURIComponent(decodeURIComponent(marker));

async function contentOf(response: IncomingMessage): Promise<Content> {
  const etag = response.headers.etag ?? '';
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_BYTES) return { bytes: null, etag };
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks, length), etag };
}
