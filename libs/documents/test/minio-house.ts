import { openSqlitePersonalData, type SqlitePersonalData } from '@ekey/personal-data/sqlite';
import { Client } from 'minio';
import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { openMinioDocuments, type MinioDocuments, type MinioDocumentsOptions } from '../src/minio';

const region = 'us-east-1';

/** A bucket for each suite; what was retained in it cannot be removed, which is what it is for. */
export const newBucket = (): string => `test-${randomUUID()}`;

export class MinioHouse {
  /** As its administrator reaches it. */
  readonly server: Pick<MinioDocumentsOptions, 'url' | 'region' | 'accessKey' | 'secretKey'>;
  /** Whoever has the server's own credentials, and goes around the adapter. */
  readonly client: Client;
  private readonly opened: MinioDocuments[] = [];

  private constructor(
    given: URL,
    readonly bucket: string,
    readonly personalData: SqlitePersonalData,
  ) {
    const { origin, hostname: endPoint, port, protocol, username, password } = given;
    const credentials = { accessKey: username, secretKey: password };
    this.server = { url: origin, region, ...credentials };
    this.client = new Client({ endPoint, port: Number(port), useSSL: protocol === 'https:', region, ...credentials });
  }

  /** @param server `http://<access key>:<secret>@<host:port>` */
  static async open(server = '', bucket = newBucket()): Promise<MinioHouse> {
    const secrets = { masterKey: Buffer.alloc(32, 1), indexKey: Buffer.alloc(32, 2) };
    return new MinioHouse(
      new URL(server),
      bucket,
      await openSqlitePersonalData({ file: ':memory:', tombstonesFile: ':memory:', ...secrets }),
    );
  }

  documents(options: Partial<MinioDocumentsOptions> = {}): MinioDocuments {
    const { personalData, bucket } = this;
    const documents = openMinioDocuments({ ...this.server, bucket, personalData, clock: { now }, ...options });
    this.opened.push(documents);
    return documents;
  }

  async stored(object: string): Promise<Buffer> {
    return buffer(await this.client.getObject(this.bucket, object));
  }

  async overwrite(object: string, bytes: Buffer): Promise<void> {
    await this.client.putObject(this.bucket, object, bytes, bytes.length);
  }

  /** Of one object, removals too. */
  async versionIds(object: string): Promise<string[]> {
    const listed = this.client.listObjects(this.bucket, object, true, { IncludeVersion: true });
    const found: string[] = [];
    for await (const { versionId } of listed as AsyncIterable<{ versionId: string }>) found.push(versionId);
    return found;
  }

  async close(): Promise<void> {
    this.opened.forEach((documents) => documents.close());
    await this.personalData.close();
  }
}

export const now = (): string => new Date().toISOString();

/** The server and we tell the time from one clock. */
export async function reach(instant: string): Promise<void> {
  while (now() < instant) await sleep(Date.parse(instant) - Date.now() + 1);
}
