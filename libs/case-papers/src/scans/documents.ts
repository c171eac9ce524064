import type { Slot } from '@ekey/contracts';

export { ALL_SLOTS, SLOTS, type Slot } from '@ekey/contracts';

/** The slots whose paper is bound to one version of the form, which its QR code names. */
export const VERSION_BOUND: readonly Slot[] = ['application-form', 'seal-confirmation'];

/** A slot holds so many pages at most. */
export const MOST_PAGES = 10;

/** A sealed document: `<caseId>/<sha256 of the plain bytes>`. */
export interface DocumentRef {
  readonly documentId: string;
  readonly type: string;
  readonly size: number;
}

/** One page as it is kept, and what the machine noticed of it. `receivedSha256` is of the bytes that came in. */
export interface ScannedPage {
  readonly image: DocumentRef;
  readonly preview: DocumentRef;
  readonly receivedSha256: string;
  readonly width: number;
  readonly height: number;
  readonly warnings: readonly string[];
}

/** Whether the QR code on a scan names the form that the case has now. */
export type QrFinding = 'matched' | 'unreadable' | 'not-applicable';

/** What a slot holds when a submission is confirmed. */
export interface DocumentVersion {
  readonly slot: Slot;
  readonly version: number;
  readonly qr: QrFinding;
  readonly pages: readonly ScannedPage[];
}

/** What the QR code of a printout says. */
export interface PrintedCode {
  readonly kind: string;
  readonly formNumber: string;
  readonly formVersion: number;
  readonly shortHash: string;
}
