export { drawCopy } from './draw-copy';
export { pdfPageCount, renderPdfPage, type PagePicture } from './render-pdf-page';
export { signingPlaces } from './signing-places';
export { simulateScan, type Place, type ScanOptions } from './simulate-scan';
