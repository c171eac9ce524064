import { createHash } from 'node:crypto';
import { DocumentMissing } from './documents.port';

export const CASE_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const DIGEST = /^[0-9a-f]{64}$/;

export const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** @throws RangeError: nothing else ever becomes a path or the name of an object. */
export function refuseOtherThanCase(caseId: string): void {
  if (!CASE_ID.test(caseId)) throw new RangeError('not the id of a case (a UUID in lower case)');
}

/** @throws DocumentMissing for what cannot be the id of a document. */
export function partsOf(documentId: string): { readonly caseId: string; readonly sha256: string } {
  const [caseId = '', sha256 = '', ...more] = documentId.split('/');
  if (more.length > 0 || !CASE_ID.test(caseId) || !DIGEST.test(sha256)) throw new DocumentMissing(documentId);
  return { caseId, sha256 };
}

export const isDocumentId = (name: string): boolean => CASE_ID.test(name.slice(0, 36)) && name[36] === '/' && DIGEST.test(name.slice(37)); // prettier-ignore
