const LONGEST = 500;
/** What an error message may carry of a person although nobody meant it to: a mail address, a phone or an ID number. */
const PERSONAL = /[^\s<>"'(]+@[^\s<>"')]+|\d{11,}[\dXx]?/g;

/** Why something failed, fit for a log line, for health and for a store: short, and without what may belong to a person. */
export function faultText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replaceAll(PERSONAL, '…').slice(0, LONGEST);
}
