import { caseKey, Turns, type Clock } from '@ekey/kernel';
import { SealBroken, type PersonalData } from '@ekey/personal-data';
import { UnreadableStore } from '@ekey/sqlite';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Bar } from '../bar';
import { CASE_ID, DIGEST, digestOf, partsOf, refuseOtherThanCase } from '../document-name';
import { DocumentBroken, DocumentHeld, DocumentMissing, type Documents, type StoredDocument } from '../documents.port';
import { DurableFiles } from './durable-files';
import { RemovalBars } from './removal-bars';

export interface FilesystemDocumentsOptions {
  /** Holds a folder for each case. */
  readonly folder: string;
  /** Seals the bytes under the key of their case. */
  readonly personalData: Pick<PersonalData, 'sealBytes' | 'openBytes'>;
  /** Tells whether a retention has run out. */
  readonly clock?: Clock;
}

const systemClock: Clock = { now: () => new Date().toISOString() };

/** @throws UnreadableStore naming the folder, where it cannot be used. */
export async function openFilesystemDocuments(options: FilesystemDocumentsOptions): Promise<FilesystemDocuments> {
  const { folder, personalData, clock = systemClock } = options;
  try {
    return new FilesystemDocuments(folder, await DurableFiles.open(folder), personalData, clock);
  } catch (error) {
    throw new UnreadableStore(folder, 'cannot hold documents', { cause: error });
  }
}

/** One file for each document, `<case>/<digest>`, sealed. Nothing but such names ever becomes a path. */
export class FilesystemDocuments implements Documents {
  private readonly bars: RemovalBars;
  /** Of who removes, or bars removal. */
  private readonly turns = new Turns();
  /** Documents on their way to the disk, by their ids: whoever brings one of them again waits for it too. */
  private readonly landing = new Map<string, Promise<void>>();

  constructor(
    private readonly folder: string,
    private readonly files: DurableFiles,
    private readonly personalData: FilesystemDocumentsOptions['personalData'],
    private readonly clock: Clock = systemClock,
  ) {
    this.bars = new RemovalBars(files);
  }

  async put(caseId: string, bytes: Buffer, type: string): Promise<StoredDocument> {
    refuseOtherThanCase(caseId);
    const sha256 = digestOf(bytes);
    const documentId = `${caseId}/${sha256}`;
    await (this.landing.get(documentId) ?? this.land(documentId, bytes));
    return { documentId, type, size: bytes.length };
  }

  async get(documentId: string): Promise<Buffer | null> {
    const { caseId, sha256 } = partsOf(documentId);
    const sealed = await this.sealed(documentId);
    const bytes = await this.openBytes(documentId, caseId, sha256, sealed);
    if (bytes !== null && digestOf(bytes) !== sha256) throw new DocumentBroken(documentId);
    return bytes;
  }

  /** Resolves when the document is gone; one that is not there is no error, so that a removal may be repeated. */
  async remove(documentId: string): Promise<void> {
    const { caseId, sha256 } = partsOf(documentId);
    await this.turns.take(caseId, async () => {
      if (await this.bars.forbids(caseId, this.clock.now())) throw new DocumentHeld(documentId);
      await this.files.remove(caseId, sha256);
    });
  }

  async hold(caseId: string): Promise<void> {
    refuseOtherThanCase(caseId);
    await this.turns.take(caseId, () => this.bars.hold(caseId));
  }

  async retainUntil(caseId: string, until: string): Promise<void> {
    refuseOtherThanCase(caseId);
    await this.turns.take(caseId, () => this.bars.retainUntil(caseId, until));
  }

  /** A document as it is stored, whether its key is still there or not. @throws DocumentMissing */
  async sealed(documentId: string): Promise<Buffer> {
    const { caseId, sha256 } = partsOf(documentId);
    const sealed = await this.files.read(caseId, sha256);
    if (sealed === undefined) throw new DocumentMissing(documentId);
    return sealed;
  }

  /** What bars the documents of a case from being removed. */
  barOf(caseId: string): Promise<Bar | undefined> {
    refuseOtherThanCase(caseId);
    return this.bars.of(caseId);
  }

  /** Every case that has, or had, documents. */
  async caseIds(): Promise<readonly string[]> {
    return (await readdir(this.folder)).filter((name) => CASE_ID.test(name)).sort();
  }

  /** The ids of all documents, case by case. For checks and backups. */
  async *documentIds(): AsyncIterable<string> {
    for (const caseId of await this.caseIds()) {
      const names = await readdir(path.join(this.folder, caseId));
      for (const name of names.filter((each) => DIGEST.test(each)).sort()) yield `${caseId}/${name}`;
    }
  }

  private land(documentId: string, bytes: Buffer): Promise<void> {
    const landing = this.write(documentId, bytes).finally(() => this.landing.delete(documentId));
    this.landing.set(documentId, landing);
    return landing;
  }

  private async write(documentId: string, bytes: Buffer): Promise<void> {
    const { caseId, sha256 } = partsOf(documentId);
    if (this.files.has(caseId, sha256)) return this.files.settle(caseId);
    return this.files.write(caseId, sha256, await this.personalData.sealBytes(caseKey(caseId), sha256, bytes));
  }

  private async openBytes(documentId: string, caseId: string, sha256: string, sealed: Buffer): Promise<Buffer | null> {
    try {
      return await this.personalData.openBytes(caseKey(caseId), sha256, sealed);
    } catch (error) {
      throw error instanceof SealBroken ? new DocumentBroken(documentId) : error;
    }
  }
}
