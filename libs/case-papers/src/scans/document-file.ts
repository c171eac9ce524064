import {
  ALL_SLOTS,
  MOST_PAGES,
  SLOTS,
  VERSION_BOUND,
  type DocumentVersion,
  type QrFinding,
  type ScannedPage,
  type Slot,
} from './documents';

/** Why a slot's pages have to come anew: the paper no longer shows what the form says, or a reviewer refused it. */
export type Renewal = 'stale' | 'rejected';

export interface HeldPage {
  readonly image: ScannedPage;
  readonly qr: QrFinding;
}

export interface SlotFile {
  /** Grows with every change of the pages; 0 before the first. */
  readonly version: number;
  /** By page number. There may be gaps while pages are still being uploaded. */
  readonly pages: Readonly<Record<string, HeldPage>>;
  readonly renewal: Renewal | null;
  /** Sets of pages that had to be replaced since the last submission; the same set again is no new document. */
  readonly replaced: readonly string[];
}

/** What every slot of a case holds; folded alike by the decider and by the view. */
export type DocumentFile = Readonly<Record<Slot, SlotFile>>;

/** What keeps a slot from being submitted. */
export type Lack = 'missing' | 'stale' | 'rejected' | 'page-missing' | 'unchanged';

const forEachSlot = <Value>(make: (slot: Slot) => Value): Readonly<Record<Slot, Value>> =>
  Object.fromEntries(ALL_SLOTS.map((slot) => [slot, make(slot)])) as Record<Slot, Value>;

const emptySlot: SlotFile = { version: 0, pages: {}, renewal: null, replaced: [] };

export const noDocuments: DocumentFile = forEachSlot(() => emptySlot);

/** The pages that a slot holds, by their numbers. */
export const heldPages = (slot: SlotFile): readonly (HeldPage & { readonly page: number })[] =>
  Object.entries(slot.pages)
    .map(([page, held]) => ({ page: Number(page), ...held }))
    .sort((one, other) => one.page - other.page);

const setOfPages = (slot: SlotFile): string =>
  heldPages(slot)
    .map(({ image }) => image.receivedSha256)
    .join();

/** @returns what the slot lacks to be submitted; `null` where it is ready. */
export function lackOf(slot: SlotFile): Lack | null {
  const pages = heldPages(slot);
  if (pages.length === 0) return 'missing';
  if (slot.renewal !== null) return slot.renewal;
  if (pages.some(({ page }, index) => page !== index + 1)) return 'page-missing';
  return slot.replaced.includes(setOfPages(slot)) ? 'unchanged' : null;
}

/** The slots that lack something, each with what it lacks. */
export const lacks = (
  documents: DocumentFile,
  slots: readonly Slot[] = SLOTS,
): readonly { readonly slot: Slot; readonly lack: Lack }[] =>
  slots.flatMap((slot) => {
    const lack = lackOf(documents[slot]);
    return lack === null ? [] : [{ slot, lack }];
  });

/** One page whose code was read and fits is enough: a form of several pages carries it on each. */
export function qrOf(slot: Slot, file: SlotFile): QrFinding {
  if (!VERSION_BOUND.includes(slot)) return 'not-applicable';
  return Object.values(file.pages).some(({ qr }) => qr === 'matched') ? 'matched' : 'unreadable';
}

/** What the slots hold, as a submission names it. */
export const documentVersions = (documents: DocumentFile): readonly DocumentVersion[] =>
  ALL_SLOTS.filter((slot) => heldPages(documents[slot]).length > 0).map((slot) => ({
    slot,
    version: documents[slot].version,
    qr: qrOf(slot, documents[slot]),
    pages: heldPages(documents[slot]).map(({ image }) => image),
  }));

export const isPageNumber = (page: number): boolean => Number.isInteger(page) && page >= 1 && page <= MOST_PAGES;

export interface UploadedPage {
  readonly slot: Slot;
  readonly page: number;
  /** Of the slot; grows with every change of its pages. */
  readonly version: number;
  /** The pages that had to be replaced are put aside with this first new one. */
  readonly beginsAnew: boolean;
  readonly image: ScannedPage;
  readonly qr: QrFinding;
}
export interface RemovedPage {
  readonly slot: Slot;
  readonly page: number;
  readonly version: number;
}

/** The facts of a case that change what its slots hold. */
export type DocumentFact =
  | { readonly type: 'ApplicationStarted'; readonly data: { readonly documents: readonly DocumentVersion[] } }
  | { readonly type: 'PageUploaded'; readonly data: UploadedPage }
  | { readonly type: 'PageRemoved'; readonly data: RemovedPage }
  | { readonly type: 'FormReopened'; readonly data: { readonly stale: readonly Slot[] } }
  | { readonly type: 'FormSubmitted'; readonly data: { readonly outdated: readonly Slot[] } }
  | { readonly type: 'ReturnedForCorrection'; readonly data: { readonly rejected: readonly Slot[] } }
  | { readonly type: 'SubmissionConfirmed'; readonly data: object };

export function foldDocuments(documents: DocumentFile, { type, data }: DocumentFact): DocumentFile {
  switch (type) {
    case 'ApplicationStarted':
      return forEachSlot((slot) => copied(data.documents.find((each) => each.slot === slot)));
    case 'PageUploaded':
      return { ...documents, [data.slot]: withPage(documents[data.slot], data) };
    case 'PageRemoved': {
      const { [String(data.page)]: _removed, ...pages } = documents[data.slot].pages;
      return { ...documents, [data.slot]: { ...documents[data.slot], version: data.version, pages } };
    }
    case 'FormReopened':
      return marked(documents, data.stale, 'stale');
    case 'FormSubmitted':
      return marked(documents, data.outdated, 'stale');
    case 'ReturnedForCorrection':
      return marked(documents, data.rejected, 'rejected');
    case 'SubmissionConfirmed':
      return forEachSlot((slot) => ({ ...documents[slot], replaced: [] }));
  }
}

const copied = (version: DocumentVersion | undefined): SlotFile =>
  version === undefined
    ? emptySlot
    : {
        ...emptySlot,
        version: 1,
        pages: Object.fromEntries(
          version.pages.map((image, index) => [index + 1, { image, qr: 'not-applicable' as const }]),
        ),
      };

const withPage = (slot: SlotFile, { page, version, beginsAnew, image, qr }: UploadedPage): SlotFile => ({
  ...slot,
  version,
  pages: { ...(beginsAnew ? {} : slot.pages), [page]: { image, qr } },
  renewal: null,
});

/** A slot without pages has nothing that could have become wrong. */
const marked = (documents: DocumentFile, slots: readonly Slot[], renewal: Renewal): DocumentFile =>
  forEachSlot((slot) => {
    const file = documents[slot];
    if (!slots.includes(slot) || heldPages(file).length === 0) return file;
    return { ...file, renewal, replaced: [...new Set([...file.replaced, setOfPages(file)])] };
  });
