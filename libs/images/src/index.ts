export { acceptScan, type Accepted, type ScanType, type ScanWarning } from './accept-scan';
export { scanLimits } from './limits';
export { readPrintoutQr } from './read-printout-qr';
export { imageRefusals, type ImageRefusalCode, type Refused } from './refusals';
