import { StreamableFile } from '@nestjs/common';
import type { Documents } from '@ekey/documents';
import { notFound } from '@ekey/platform';
import { dataErased } from '../paper.problems';
import { lackOf, qrOf, type DocumentFile } from './document-file';
import type { ScannedPage, Slot } from './documents';

/** A page as whoever uploaded it is told it. @param image as it was brought, where the case holds another by now */
export function pageTold(slot: Slot, page: number, documents: DocumentFile, image: ScannedPage) {
  const held = documents[slot];
  const { width, height, warnings } = held.pages[page]?.image ?? image;
  return { slot, page, version: held.version, width, height, warnings, qr: qrOf(slot, held), lack: lackOf(held) };
}

/** One page of a scan. @throws notFound where there is none, dataErased where its key was destroyed */
export async function pageFile(
  documents: Documents,
  image: ScannedPage | undefined,
  preview: boolean,
): Promise<StreamableFile> {
  if (image === undefined) throw notFound();
  const { documentId, type } = preview ? image.preview : image.image;
  const bytes = await documents.get(documentId);
  if (bytes === null) throw dataErased();
  return new StreamableFile(bytes, { type, length: bytes.length });
}
