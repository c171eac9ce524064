import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import sharp from 'sharp';

/** A page as a PNG, with as many pixels to the inch as a scanner would give it. */
export interface PagePicture {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
}

/** What pdf.js draws on where there is no browser; its own types speak of the browser's elements. */
interface CanvasFactory {
  create(width: number, height: number): { readonly canvas: never; readonly context: DrawingContext };
}

interface DrawingContext {
  getImageData(left: number, top: number, width: number, height: number): { readonly data: Uint8ClampedArray };
}

/** How many sheets a printer would need. */
export async function pdfPageCount(pdf: Buffer): Promise<number> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: VerbosityLevel.ERRORS }).promise;
  try {
    return document.numPages;
  } finally {
    await document.destroy();
  }
}

/** Renders one page (from 1) of a PDF, as a printer would put it on paper. */
export async function renderPdfPage(pdf: Buffer, number = 1, dpi = 200): Promise<PagePicture> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: VerbosityLevel.ERRORS }).promise;
  try {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: dpi / 72 });
    const [width, height] = [Math.round(viewport.width), Math.round(viewport.height)];
    const { canvas, context } = (document.canvasFactory as CanvasFactory).create(width, height);
    await page.render({ canvas, viewport }).promise;
    const { data } = context.getImageData(0, 0, width, height);
    const png = await sharp(Buffer.from(data), { raw: { width, height, channels: 4 } })
      .removeAlpha()
      .png({ compressionLevel: 1 })
      .toBuffer();
    return { png, width, height, dpi };
  } finally {
    await document.destroy();
  }
}
