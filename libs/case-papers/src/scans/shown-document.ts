import { prescribedDocuments } from '@ekey/contracts';
import { heldPages, lackOf, qrOf, type DocumentFile } from './document-file';
import type { Slot } from './documents';

/** One of the prescribed documents, with the pages uploaded so far. */
export function shownDocument(documents: DocumentFile, slot: Slot) {
  const file = documents[slot];
  const { zh, en, signedBy, stamped, copies } = prescribedDocuments[slot];
  return {
    slot,
    name: { zh, en },
    signedBy,
    stamped,
    copies,
    version: file.version,
    /** What keeps it from being submitted; `null` where it is ready. */
    lack: lackOf(file),
    qr: qrOf(slot, file),
    pages: heldPages(file).map(({ page, image }) => ({
      page,
      type: image.image.type,
      size: image.image.size,
      width: image.width,
      height: image.height,
      warnings: image.warnings,
    })),
  };
}
