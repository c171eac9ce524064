import { reject, type Rejection } from '@ekey/kernel';
import { isPageNumber, type DocumentFile, type RemovedPage, type UploadedPage } from './document-file';
import { VERSION_BOUND, type PrintedCode, type QrFinding, type ScannedPage, type Slot } from './documents';

/** What decides on a page: the form that the case has now, and what its slots hold. */
export interface Papers {
  readonly formNumber: string;
  readonly form: { readonly formVersion: number; readonly digest: string } | null;
  readonly documents: DocumentFile;
}

/** A page as it is brought. `code`: what the QR code on the image says; `null` where none was read. */
export interface BroughtPage {
  readonly slot: Slot;
  readonly page: number;
  readonly image: ScannedPage;
  readonly code: PrintedCode | null;
}

export type PageRejection = 'PageNumberUnknown' | 'ScanOfAnotherForm';

/**
 * The first page that comes into a slot whose pages had to be replaced puts all of them aside.
 * @returns `null` where that very page is there already
 */
export function uploadedPage(
  { slot, page, image, code }: BroughtPage,
  papers: Papers,
): UploadedPage | Rejection<PageRejection> | null {
  if (!isPageNumber(page)) return reject('PageNumberUnknown');
  const qr = whatTheCodeSays(slot, code, papers);
  if (qr === null) return reject('ScanOfAnotherForm', { expected: expectedCode(slot, papers), found: { ...code } });
  const held = papers.documents[slot];
  if (held.renewal === null && held.pages[page]?.image.receivedSha256 === image.receivedSha256) return null;
  return { slot, page, version: held.version + 1, beginsAnew: held.renewal !== null, image, qr };
}

/** @returns `null` where there is no such page */
export function removedPage(
  { slot, page }: Pick<BroughtPage, 'slot' | 'page'>,
  { documents }: Papers,
): RemovedPage | null {
  const held = documents[slot];
  return held.pages[page] === undefined ? null : { slot, page, version: held.version + 1 };
}

/** What stands in the QR code of a printout of the present form. */
export const expectedCode = (slot: Slot, { formNumber, form }: Papers): PrintedCode => ({
  kind: slot,
  formNumber,
  formVersion: form?.formVersion ?? 0,
  shortHash: shortHashOf(form?.digest ?? ''),
});

/** What of the form's digest stands on paper. */
export const shortHashOf = (digest: string): string => digest.slice(0, 12);

/** @returns `null` where the scan names another form, another version or another document. */
function whatTheCodeSays(slot: Slot, code: PrintedCode | null, papers: Papers): QrFinding | null {
  if (!VERSION_BOUND.includes(slot)) return 'not-applicable';
  if (code === null) return 'unreadable';
  const expected = expectedCode(slot, papers);
  const same = (Object.keys(expected) as (keyof PrintedCode)[]).every((part) => expected[part] === code[part]);
  return same ? 'matched' : null;
}

const nothing = { documentId: 'specimen', type: 'image/jpeg', size: 0 };
/** A page with nothing on it, where the decider is only asked whether one would be taken. */
export const blankPage: ScannedPage = {
  image: nothing,
  preview: nothing,
  receivedSha256: '',
  width: 0,
  height: 0,
  warnings: [],
};
