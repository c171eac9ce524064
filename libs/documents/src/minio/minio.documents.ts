import { caseKey } from '@ekey/kernel';
import { SealBroken } from '@ekey/personal-data';
import type { Inspection } from '@ekey/sqlite';
import { digestOf, partsOf, refuseOtherThanCase } from '../document-name';
import { DocumentBroken, DocumentHeld, DocumentMissing, type Documents, type StoredDocument } from '../documents.port';
import { Bucket } from './bucket';
import { CaseBars } from './case-bars';
import { Connection } from './connection';
import { inspectBucket } from './inspect-bucket';
import { refuseOtherThanBucket, type MinioDocumentsOptions } from './minio-settings';
import type { Version } from './version-lock';

/**
 * Connects when it is first asked for something, so that services may start before their server.
 * @throws RangeError for an address or a bucket that is none
 */
export const openMinioDocuments = (options: MinioDocumentsOptions): MinioDocuments => new MinioDocuments(options);

/** What nobody can tell the type of who has no key for it. */
const SEALED = 'application/octet-stream';

/**
 * One object for each document, `<case>/<digest>`, sealed. Whoever puts a document has its bytes in memory three times for
 * the time of the call (plain, sealed, and the client's copy of the sealed), whoever gets one has them sealed and plain.
 * All throw `DocumentsUnavailable` where the server cannot be used.
 */
export class MinioDocuments implements Documents {
  private readonly connection: Connection;
  private readonly bucket: Bucket;
  private readonly bars: CaseBars;
  private readonly personalData: MinioDocumentsOptions['personalData'];

  constructor({ bucket, personalData, clock, ...connection }: MinioDocumentsOptions) {
    refuseOtherThanBucket(bucket);
    this.connection = new Connection(connection);
    this.bucket = new Bucket(this.connection, bucket);
    this.bars = new CaseBars(this.bucket, () => clock.now());
    this.personalData = personalData;
  }

  async put(caseId: string, bytes: Buffer, type: string): Promise<StoredDocument> {
    refuseOtherThanCase(caseId);
    const sha256 = digestOf(bytes);
    const documentId = `${caseId}/${sha256}`;
    await this.bucket.write(documentId, await this.personalData.sealBytes(caseKey(caseId), sha256, bytes), type);
    await this.bars.settle(caseId, documentId);
    return { documentId, type, size: bytes.length };
  }

  /**
   * A document that another store has sealed under the same keys, as it is; also one whose key was destroyed. Resolves when
   * it is stored; one that is there already stays.
   */
  async adopt(documentId: string, sealed: Buffer): Promise<void> {
    const { caseId } = partsOf(documentId);
    await this.bucket.write(documentId, sealed, SEALED);
    await this.bars.settle(caseId, documentId);
  }

  async get(documentId: string): Promise<Buffer | null> {
    return this.version(documentId);
  }

  /** Resolves when no version of it is left; one that is not there is no error, so that a removal may be repeated. */
  async remove(documentId: string): Promise<void> {
    const { caseId } = partsOf(documentId);
    if (await this.bars.forbids(caseId)) throw new DocumentHeld(documentId);
    const versions: Version[] = [];
    for await (const version of this.bucket.versions(documentId)) versions.push(version);
    // The oldest first: it is the one that was put there, and where it is locked, nothing is removed.
    for (const version of versions.reverse().sort(removalsLast))
      if (!(await this.bucket.remove(version))) throw new DocumentHeld(documentId);
  }

  async hold(caseId: string): Promise<void> {
    refuseOtherThanCase(caseId);
    await this.bars.hold(caseId);
  }

  async retainUntil(caseId: string, until: string): Promise<void> {
    refuseOtherThanCase(caseId);
    await this.bars.retainUntil(caseId, until);
  }

  /** @throws DocumentsUnavailable naming what is not there: the server, the bucket, its locks, a right. */
  async assertReachable(): Promise<void> {
    await this.bucket.lookAgain();
  }

  /**
   * Looks whether every document opens and is the one that its name tells, and names those that were removed or replaced
   * behind our back, with the version that is still sound. Goes on behind what is broken.
   * @param known ids that facts name: each of them must be there
   */
  inspect(known: Iterable<string> = []): Promise<Inspection> {
    return inspectBucket(this.bucket, (id, versionId) => this.version(id, versionId), known);
  }

  close(): void {
    this.connection.close();
  }

  private async version(documentId: string, versionId?: string): Promise<Buffer | null> {
    const { caseId, sha256 } = partsOf(documentId);
    const content = await this.bucket.read(documentId, versionId);
    if (content === undefined) throw new DocumentMissing(documentId);
    if (content.bytes === null) throw new DocumentBroken(documentId);
    const bytes = await this.openBytes(documentId, caseId, sha256, content.bytes);
    if (bytes !== null && digestOf(bytes) !== sha256) throw new DocumentBroken(documentId);
    return bytes;
  }

  private async openBytes(documentId: string, caseId: string, sha256: string, sealed: Buffer): Promise<Buffer | null> {
    try {
      return await this.personalData.openBytes(caseKey(caseId), sha256, sealed);
    } catch (error) {
      throw error instanceof SealBroken ? new DocumentBroken(documentId) : error;
    }
  }
}

const removalsLast = (one: Version, other: Version): number => Number(one.isRemoval) - Number(other.isRemoval);
