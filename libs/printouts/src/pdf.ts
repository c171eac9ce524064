/** The sheets themselves. They are apart from what is said on them, since typeface and PDF take a while to load. */
export { codeArea } from './page-frame';
export { noteOfMissing } from './printable-text';
export { renderPrintout, type Printout } from './render-printout';
export { impressionArea } from './seal-confirmation';
export { Sheet, type SheetDetails, type TextBlock, type TextStyle } from './sheet';
