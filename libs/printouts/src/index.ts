export { fieldsPrintedOn } from './printed-fields';
export { codeArea } from './page-frame';
export { parsePrintoutCode, printoutCode, type PrintoutCode } from './printout-code';
export * from './printout-data';
export { renderPrintout, type Printout } from './render-printout';
export { impressionArea } from './seal-confirmation';
export { Sheet, type SheetDetails, type TextStyle } from './sheet';
export { userAgreementVersion } from './user-agreement.text';
