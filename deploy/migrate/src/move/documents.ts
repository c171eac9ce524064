import type { FilesystemDocuments } from '@ekey/documents/filesystem';
import type { MinioDocuments } from '@ekey/documents/minio';
import { sideBySide } from '../side-by-side';

/** Sealed as they are, under the same keys; then what bars the documents of a case from being removed. */
export async function copyDocuments(from: FilesystemDocuments, to: MinioDocuments): Promise<void> {
  await sideBySide(from.documentIds(), async (id) => to.adopt(id, await from.sealed(id)));
  for (const caseId of await from.caseIds()) {
    const bar = await from.barOf(caseId);
    if (bar === undefined) continue;
    await ('hold' in bar ? to.hold(caseId) : to.retainUntil(caseId, bar.retainUntil));
  }
}

/** By the digest that its name tells: whoever reads a document compares the two. Both are erased, or neither. */
export async function differencesOfDocuments(
  from: FilesystemDocuments,
  to: MinioDocuments,
): Promise<{ readonly documents: number; readonly faults: readonly string[] }> {
  const faults: string[] = [];
  let documents = 0;
  await sideBySide(from.documentIds(), async (id) => {
    documents += 1;
    try {
      const [original, copy] = [await from.get(id), await to.get(id)];
      if ((original === null) !== (copy === null)) faults.push(`${id} is erased on one side only`);
    } catch (error) {
      faults.push((error as Error).message);
    }
  });
  return { documents, faults };
}
