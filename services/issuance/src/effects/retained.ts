import type { Documents } from '@ekey/documents';

/** 电子签名法 art. 24: at least five years after the certificate has become invalid. */
const YEARS = 5;

/** @param notAfter when the certificate ends that the documents of the case have led to; a revocation before it shortens nothing */
export async function retained(documents: Documents, caseId: string, notAfter: string): Promise<void> {
  const until = new Date(notAfter);
  until.setUTCFullYear(until.getUTCFullYear() + YEARS);
  await documents.retainUntil(caseId, until.toISOString());
}
