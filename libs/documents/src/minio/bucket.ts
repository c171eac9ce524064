import type { IncomingMessage } from 'node:http';
import type { Client, ObjectLockInfo } from 'minio';
import { DocumentsUnavailable } from '../documents-unavailable';
import type { Connection } from './connection';
import { GONE, unless } from './faults';
import { contentOf, escaped, type Content } from './s3-answers';
import { lockOf, removeVersion, retainVersion, setHold, type Lock, type Version } from './version-lock';

/** What the client lists and does not declare. */
interface Listed {
  readonly name?: string;
  readonly versionId?: string;
  readonly isLatest?: boolean;
  readonly isDeleteMarker?: boolean;
}

const PAGE = 1_000;
const BUCKET_UNLOCKED = ['ObjectLockConfigurationNotFoundError', 'NoSuchBucket'];
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

  lockOf(version: Version): Promise<Lock> {
    return this.ask('to look at a lock', (client) => lockOf(client, this.name, version));
  }

  /** @returns `false` where a lock forbids it */
  remove(version: Version): Promise<boolean> {
    return this.ask('to remove', (client) => removeVersion(client, this.name, version));
  }

  /** A version that is gone meanwhile is no error, here as with `retain`. */
  hold(version: Version, isHeld: boolean): Promise<void> {
    return this.ask(isHeld ? 'to hold' : 'to end a hold', (client) => setHold(client, this.name, version, isHeld));
  }

  /**
   * Nobody can shorten it nor remove the version before, whatever their rights.
   * @param until Unix time in milliseconds, but a whole second
   */
  retain(version: Version, until: number): Promise<void> {
    return this.ask('to retain', (client) => retainVersion(client, this.name, version, until));
  }

  /**
   * Looks at everything once more, and only once at a server that does not answer: whoever asks will ask again.
   * @throws DocumentsUnavailable: no server, bucket, object lock or right
   */
  async lookAgain(): Promise<void> {
    if (await this.isLocking(1)) return;
    this.ready = undefined;
    await this.assertReady();
  }

  private async assertReady(): Promise<void> {
    this.ready ??= this.prepare();
    await this.ready.catch((error: unknown) => {
      this.ready = undefined;
      throw error;
    });
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

  private isLocking(tries?: number): Promise<boolean> {
    const isLocking = (client: Client): Promise<boolean> => {
      const config = client.getObjectLockConfig(this.name) as unknown as Promise<ObjectLockInfo>;
      return config.then(({ objectLockEnabled }) => objectLockEnabled === 'Enabled', unless(BUCKET_UNLOCKED, false));
    };
    return this.connection.ask(`to look at the bucket ${this.name}`, isLocking, tries);
  }
}
