import type { PersonalData } from '@ekey/personal-data';
import { Findings, type Inspection } from '@ekey/sqlite';
import path from 'node:path';
import { DocumentMissing } from '../documents.port';
import { DurableFiles } from './durable-files';
import { FilesystemDocuments } from './filesystem.documents';

/**
 * Looks whether every document opens and is the one that its name tells. Those whose key was destroyed cannot be opened
 * and are no fault. Reads beside the process that writes.
 * @param known ids of documents that must be there.
 */
export async function inspectDocuments(
  folder: string,
  personalData: Pick<PersonalData, 'sealBytes' | 'openBytes'>,
  known: Iterable<string> = [],
): Promise<Inspection> {
  const documents = new FilesystemDocuments(folder, DurableFiles.beside(folder), personalData);
  const findings = new Findings();
  const missing = new Set(known);
  try {
    for await (const id of documents.documentIds()) {
      missing.delete(id);
      findings.seen();
      const fault = await faultOf(documents, id);
      if (fault !== undefined) findings.fault(`${path.join(folder, id)}: ${fault}`);
    }
    for (const id of missing) findings.fault(`${path.join(folder, id)}: is missing`);
  } catch (error) {
    findings.fault(`${folder}: ${(error as Error).message}`);
  }
  return { store: folder, records: findings.records, faults: findings.told() };
}

async function faultOf(documents: FilesystemDocuments, id: string): Promise<string | undefined> {
  try {
    await documents.get(id);
    return undefined;
  } catch (error) {
    // A draft's document that was removed between listing and reading.
    return error instanceof DocumentMissing ? undefined : (error as Error).message;
  }
}
