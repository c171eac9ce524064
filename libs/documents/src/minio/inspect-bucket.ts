import { Unavailable } from '@ekey/kernel';
import { Findings, type Inspection } from '@ekey/sqlite';
import { isDocumentId } from '../document-name';
import { DocumentMissing } from '../documents.port';
import type { Bucket } from './bucket';
import type { Version } from './version-lock';

/** Throws where a document, or one version of it, is not the one that its name tells, or a server says nothing (`Unavailable`). */
type Opens = (documentId: string, versionId?: string) => Promise<unknown>;

/** Looks at every document of a bucket beside those who use it. */
export async function inspectBucket(bucket: Bucket, opens: Opens, known: Iterable<string>): Promise<Inspection> {
  const findings = new Findings();
  const missing = new Set(known);
  const tell = async (object: string, fault: string): Promise<void> => {
    const sound = await soundVersionOf(object, bucket, opens);
    findings.fault(`${bucket.place}/${object}: ${fault}${sound === undefined ? '' : `; version ${sound} is sound`}`);
  };
  try {
    for await (const { object, isNewest, isRemoval } of bucket.versions('')) {
      if (!isNewest || !isDocumentId(object)) continue;
      missing.delete(object);
      findings.seen();
      const fault = isRemoval ? 'was removed behind our back' : await faultOf(object, opens);
      if (fault !== undefined) await tell(object, fault);
    }
    for (const id of missing) findings.fault(`${bucket.place}/${id}: is missing`);
  } catch (error) {
    findings.fault((error as Error).message);
  }
  return { store: bucket.place, records: findings.records, faults: findings.told() };
}

async function faultOf(documentId: string, opens: Opens): Promise<string | undefined> {
  try {
    await opens(documentId);
    return undefined;
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    // A draft's document that was removed between listing and reading.
    return error instanceof DocumentMissing ? undefined : (error as Error).message;
  }
}

/** Of a document that was put, removed and put anew there may be several; any will do. */
async function soundVersionOf(documentId: string, bucket: Bucket, opens: Opens): Promise<string | undefined> {
  const older: Version[] = [];
  for await (const version of bucket.versions(documentId)) if (!version.isRemoval) older.push(version);
  for (const { versionId } of older) {
    try {
      await opens(documentId, versionId);
      return versionId;
    } catch (error) {
      if (error instanceof Unavailable) throw error;
    }
  }
  return undefined;
}
