import { drawApplicationForm } from './application-form';
import { drawFrames } from './page-frame';
import { drawPowerOfAttorney } from './power-of-attorney';
import { printoutCode } from './printout-code';
import { printoutTitles, type PrintoutData, type PrintoutKind, type PrintoutSettings } from './printout-data';
import { drawSealConfirmation } from './seal-confirmation';
import { Sheet } from './sheet';
import { drawUserAgreement } from './user-agreement';

export interface Printout {
  readonly pdf: Buffer;
  readonly pages: number;
  /** Characters of the form that the font lacks: 〓 stands in their place, and the foot of each page names them. */
  readonly missingGlyphs: readonly string[];
}

type Draw = (sheet: Sheet, data: PrintoutData, settings: PrintoutSettings) => void;

const drawings: Readonly<Record<PrintoutKind, Draw>> = {
  'application-form': drawApplicationForm,
  'seal-confirmation': drawSealConfirmation,
  'power-of-attorney': drawPowerOfAttorney,
  'user-agreement': drawUserAgreement,
};

/**
 * Makes one of the four documents to be signed as a PDF (A4, fonts embedded). The same form and settings give the same
 * bytes: nothing in the file comes from the clock or from chance.
 *
 * @throws RangeError when the form's number, version or digest cannot be written as a code, or its date is none
 */
export async function renderPrintout(
  kind: PrintoutKind,
  data: PrintoutData,
  settings: PrintoutSettings,
): Promise<Printout> {
  const dated = new Date(data.submittedAt);
  if (Number.isNaN(dated.getTime())) throw new RangeError('submittedAt is not a date');
  const sheet = new Sheet({ title: printoutTitles[kind], subject: printoutCode(kind, data), dated });
  drawings[kind](sheet, data, settings);
  drawFrames(sheet, kind, data, settings);
  const { pages, missing } = sheet;
  return { pdf: await sheet.finish(), pages, missingGlyphs: missing };
}
