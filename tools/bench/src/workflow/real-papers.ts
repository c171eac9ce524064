import { randomInt } from 'node:crypto';
import { toBuffer } from 'qrcode';
import sharp from 'sharp';
import { printoutCode, type PrintoutKind } from '@ekey/printouts';
import { codeArea } from '@ekey/printouts/pdf';
import { SLOTS } from '@ekey/contracts';
import type { Printout, SubmittedForm, World } from '@ekey/journeys';
import { drawCopy, renderPdfPage, simulateScan } from '@ekey/scan-simulator';
import { SoftToken, USES, type KeySource } from '@ekey/soft-token';
import type { KeyInHand, Papers } from './case-run';

const DPI = 200;
const MM_PER_INCH = 25.4;
/** Low: these tokens guard nothing. */
const STRETCHING = 1_024;
const EDITIONS = 4;
const SEAL = { left: 120, top: 200, width: 40 };
const SIGNATURE = { left: 60, top: 240, width: 32 };
const PRINTOUTS: readonly Printout[] = ['application-form', 'seal-confirmation', 'power-of-attorney', 'user-agreement'];

/** Papers and keys as enterprises and the line bring them: scans of a few hundred kilobytes, and tokens that make keys and sign. */
export async function realPapers(world: World): Promise<Papers> {
  const scans = await scanned();
  return {
    arrives: (applicant, watch) => watch.step('log-in', () => applicant.logIn()),
    printouts: PRINTOUTS,
    page: (slot, form) => {
      const editions = scans.get(slot) ?? [];
      const page = editions[randomInt(editions.length)] as Buffer;
      return slot === 'application-form' || slot === 'seal-confirmation'
        ? withCode(page, slot, form)
        : Promise.resolve(page);
    },
    key: (tokenSerial) => tokenInHand(world.keys, tokenSerial),
  };
}

async function tokenInHand(keys: KeySource, serialNumber: string): Promise<KeyInHand> {
  const { token, initialPin: pin } = await SoftToken.initialise({ serialNumber, keys, stretching: STRETCHING });
  return {
    requests: await token.makeRequests(pin),
    readBack: async ({ certificates, seal, nonce }) => {
      for (const use of USES) token.importCertificate(use, certificates[use]);
      token.importSeal(Buffer.from(seal.bytes, 'base64'));
      const signature = (await token.signNonce(pin, Buffer.from(nonce))).toString('base64');
      return { tokenSerial: serialNumber, certificates, seal: seal.bytes, signature };
    },
  };
}

/**
 * A few editions of a page for each slot, made once: at 200 dpi, signed, stamped, askew and dusty, with what a camera or scanner
 * writes into a file (EXIF, an orientation to be obeyed).
 */
async function scanned(): Promise<ReadonlyMap<string, readonly Buffer[]>> {
  const scans = new Map<string, Buffer[]>();
  for (const slot of SLOTS) {
    const lines = Array.from({ length: 16 }, (_none, line) => `${line + 1}、本公司承诺所填写内容及所附材料真实、有效`);
    const page = await renderPdfPage(await drawCopy(slot, lines), 1, DPI);
    const editions: Buffer[] = [];
    for (let seed = 1; seed <= EDITIONS; seed += 1) {
      const handling = { signatures: [SIGNATURE], seals: [SEAL], rotateDegrees: seed / 3, speckles: 600 };
      editions.push(await asScanned(await simulateScan(page, { seed, ...handling })));
    }
    scans.set(slot, editions);
  }
  return scans;
}

/** A code names one case, so that it comes onto the page last. */
async function withCode(page: Buffer, slot: PrintoutKind, form: SubmittedForm): Promise<Buffer> {
  const { left, top, side } = codeArea;
  const code = await toBuffer(printoutCode(slot, form), { width: pixels(side), margin: 0, errorCorrectionLevel: 'Q' });
  return asScanned(
    await sharp(page)
      .composite([{ input: code, left: pixels(left), top: pixels(top) }])
      .toBuffer(),
  );
}

const pixels = (millimetres: number): number => Math.round((millimetres * DPI) / MM_PER_INCH);

const asScanned = (jpeg: Buffer): Promise<Buffer> =>
  sharp(jpeg)
    .withMetadata({ orientation: 1, density: DPI })
    .withExifMerge({ IFD0: { Make: 'EKEY', Model: 'Flatbed', Software: 'bench', DateTime: '2026:03:02 09:00:00' } })
    .jpeg({ quality: 85 })
    .toBuffer();
