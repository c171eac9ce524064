const LONGEST = 500;
/** An address is looked for only where one can begin: from each character on, a long message would be gone through again. */
const PERSONAL = /(?<![^\s<>"'()])[^\s<>"'()]+@[^\s<>"')]+|\d{11,}[\dXx]?/g;

/** Without what a message may carry of a person although nobody meant it to: a mail address, a phone or an ID number. */
export const withoutPersonal = (message: string): string => message.replaceAll(PERSONAL, '…');

/** Why something failed, fit for a log line, for health and for a store: short, and without what may belong to a person. */
export function faultText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return withoutPersonal(text).slice(0, LONGEST);
}
