export { fieldsPrintedOn } from './printed-fields';
export { parsePrintoutCode, printoutCode, type PrintoutCode } from './printout-code';
export * from './printout-data';
export { userAgreementVersion } from './user-agreement.text';
