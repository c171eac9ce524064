import { acceptScan, readPrintoutQr, type Accepted, type Refused } from '@ekey/images';
import type { Printout, renderPrintout } from '@ekey/printouts/pdf';

/** What paper needs of libraries that look at pixels and draw pages. */
export interface PaperTools {
  /** Never throws for what was uploaded. @param whose who uploads it: those who do so at the same time take turns */
  accept(bytes: Buffer, whose: string): Promise<Accepted | Refused>;
  /** The text of the QR code of one of our printouts; `null` where none is read. @param whose as of `accept` */
  readCode(kept: Buffer, whose: string): Promise<string | null>;
  print(...paper: Parameters<typeof renderPrintout>): Promise<Pick<Printout, 'pdf'>>;
}

export const PAPER_TOOLS = Symbol('PaperTools');

/** Typeface and PDF take a while to load: the first printout waits for them, and no start does. */
export const paperTools: PaperTools = {
  accept: acceptScan,
  readCode: readPrintoutQr,
  print: async (...paper) => (await import('@ekey/printouts/pdf')).renderPrintout(...paper),
};
