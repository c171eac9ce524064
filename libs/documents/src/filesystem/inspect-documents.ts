import type { PersonalData } from '@ekey/personal-data';
import type { Inspection } from '@ekey/sqlite';
import path from 'node:path';
import { DocumentMissing } from '../documents.port';
import { DurableFiles } from './durable-files';
import { FilesystemDocuments } from './filesystem.documents';

/**
 * Looks whether every document opens and is the one that its name tells. Those whose key was destroyed cannot be opened
 * and are no fault. Reads beside the process that writes.
 */
export async function inspectDocuments(
  folder: string,
  personalData: Pick<PersonalData, 'sealBytes' | 'openBytes'>,
): Promise<Inspection> {
  const documents = new FilesystemDocuments(folder, DurableFiles.beside(folder), personalData);
  const faults: string[] = [];
  let records = 0;
  try {
    for await (const id of documents.documentIds()) {
      records += 1;
      const fault = await faultOf(documents, id);
      if (fault !== undefined) faults.push(`${path.join(folder, id)}: ${fault}`);
    }
  } catch (error) {
    faults.push(`${folder}: ${(error as Error).message}`);
  }
  return { store: folder, records, faults };
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
