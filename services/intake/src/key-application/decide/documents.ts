import { reject } from '@ekey/kernel';
import { isPageNumber } from '../document-file';
import { VERSION_BOUND, type PrintedCode, type QrFinding, type Slot } from '../documents';
import type { DataOf } from '../key-application.commands';
import { withApplicant, type Answer } from '../key-application.rejections';
import type { CaseFile, KeyApplicationState } from '../key-application.state';

/** The first page that comes into a slot whose pages had to be replaced puts all of them aside. */
export function uploadPage({ slot, page, image, code, now }: DataOf<'UploadPage'>, state: KeyApplicationState): Answer {
  const open = withApplicant(state);
  if ('refusal' in open) return open.refusal;
  const { file } = open;
  if (file.formOpen) return reject('FormOpen');
  if (!isPageNumber(page)) return reject('PageNumberUnknown');
  const qr = whatTheCodeSays(slot, code, file);
  if (qr === null) return reject('ScanOfAnotherForm', { expected: expectedCode(slot, file), found: { ...code } });
  const held = file.documents[slot];
  if (held.renewal === null && held.pages[page]?.image.receivedSha256 === image.receivedSha256) return [];
  const beginsAnew = held.renewal !== null;
  return [
    { type: 'PageUploaded', data: { slot, page, version: held.version + 1, beginsAnew, image, qr, uploadedAt: now } },
  ];
}

const expectedCode = (slot: Slot, file: CaseFile): PrintedCode => ({
  kind: slot,
  formNumber: file.formNumber,
  formVersion: file.form?.formVersion ?? 0,
  shortHash: shortHashOf(file.form?.digest ?? ''),
});

/** What of the form's digest stands on paper. */
export const shortHashOf = (digest: string): string => digest.slice(0, 12);

/** @returns `null` where the scan names another form, another version or another document. */
function whatTheCodeSays(slot: Slot, code: PrintedCode | null, file: CaseFile): QrFinding | null {
  if (!VERSION_BOUND.includes(slot)) return 'not-applicable';
  if (code === null) return 'unreadable';
  const expected = expectedCode(slot, file);
  const same = (Object.keys(expected) as (keyof PrintedCode)[]).every((part) => expected[part] === code[part]);
  return same ? 'matched' : null;
}

export function removePage({ slot, page, now }: DataOf<'RemovePage'>, state: KeyApplicationState): Answer {
  const open = withApplicant(state);
  if ('refusal' in open) return open.refusal;
  if (open.file.formOpen) return reject('FormOpen');
  const held = open.file.documents[slot];
  if (held.pages[page] === undefined) return [];
  return [{ type: 'PageRemoved', data: { slot, page, version: held.version + 1, removedAt: now } }];
}
