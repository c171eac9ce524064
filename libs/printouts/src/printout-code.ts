import { printoutKinds, type PrintedIdentity, type PrintoutKind } from './printout-data';

/** What the QR code of a printout says. */
export interface PrintoutCode {
  readonly kind: PrintoutKind;
  readonly formNumber: string;
  readonly formVersion: number;
  readonly shortHash: string;
}

const FORM_NUMBER = /^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/;
const SHORT_HASH = /^[0-9a-f]{8,16}$/;
const FORM_VERSION = /^[1-9][0-9]{0,5}$/;

/**
 * The text of the QR code: `EKEY1|<kind>|<form number>|<form version>|<short hash>`. The leading word is the version of
 * this notation; paper outlives programs, so another notation takes another word and this one stays readable.
 *
 * @throws RangeError when a part does not fit the notation, which is a fault of the caller and never of an applicant.
 */
export function printoutCode(kind: PrintoutKind, { formNumber, formVersion, shortHash }: PrintedCodeParts): string {
  const code = ['EKEY1', kind, formNumber, String(formVersion), shortHash].join('|');
  if (parsePrintoutCode(code) === null) throw new RangeError(`cannot be written as a printout's code: ${code}`);
  return code;
}

type PrintedCodeParts = Pick<PrintedIdentity, 'formNumber' | 'formVersion' | 'shortHash'>;

/** Reads what {@link printoutCode} wrote; null for any other text, since a scan may show any QR code in the world. */
export function parsePrintoutCode(text: string): PrintoutCode | null {
  const [notation, kind, formNumber, formVersion, shortHash, ...rest] = text.split('|');
  if (notation !== 'EKEY1' || rest.length > 0) return null;
  const known = printoutKinds.find((each) => each === kind);
  if (known === undefined || !FORM_NUMBER.test(formNumber ?? '')) return null;
  if (!FORM_VERSION.test(formVersion ?? '') || !SHORT_HASH.test(shortHash ?? '')) return null;
  return { kind: known, formNumber: formNumber!, formVersion: Number(formVersion), shortHash: shortHash! };
}
