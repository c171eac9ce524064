import { Inject, Injectable } from '@nestjs/common';
import type { Documents } from '@ekey/documents';
import type { Accepted } from '@ekey/images';
import { DOCUMENTS, type Caller } from '@ekey/platform';
import { parsePrintoutCode } from '@ekey/printouts';
import { VERSION_BOUND, type PrintedCode, type ScannedPage, type Slot } from './documents';
import { imageMissing, imageRefused } from '../paper.problems';
import { PAPER_TOOLS, type PaperTools } from '../paper-tools.port';

/** Takes in scans: what is kept is drawn anew from the pixels, and stored before any fact names it. */
@Injectable()
export class ScanDesk {
  constructor(
    @Inject(DOCUMENTS) private readonly documents: Documents,
    @Inject(PAPER_TOOLS) private readonly tools: PaperTools,
  ) {}

  /** @throws the problem that says why it is no scan. */
  async accepted(bytes: unknown, { id: whose }: Pick<Caller, 'id'>): Promise<Accepted> {
    if (!Buffer.isBuffer(bytes) || bytes.length === 0) throw imageMissing();
    const scan = await this.tools.accept(bytes, whose);
    if (!('refused' in scan)) return scan;
    throw imageRefused(scan.refused);
  }

  /** What the QR code of a printout says; `null` where none is read, and where the slot's paper need not have one. */
  async codeOn(slot: Slot, scan: Accepted, { id: whose }: Pick<Caller, 'id'>): Promise<PrintedCode | null> {
    if (!VERSION_BOUND.includes(slot)) return null;
    const text = await this.tools.readCode(scan.kept, whose);
    return text === null ? null : parsePrintoutCode(text);
  }

  async stored(caseId: string, scan: Accepted): Promise<ScannedPage> {
    const [image, preview] = await Promise.all([
      this.documents.put(caseId, scan.kept, scan.keptType),
      this.documents.put(caseId, scan.preview, 'image/jpeg'),
    ]);
    const { receivedSha256, width, height, warnings } = scan;
    return { image, preview, receivedSha256, width, height, warnings };
  }

  /** The same page under the key of another case. @returns `null` where the old key was destroyed */
  async copied(page: ScannedPage, toCase: string): Promise<ScannedPage | null> {
    const [image, preview] = await Promise.all(
      [page.image, page.preview].map(({ documentId }) => this.documents.get(documentId)),
    );
    if (!image || !preview) return null;
    return {
      ...page,
      image: await this.documents.put(toCase, image, page.image.type),
      preview: await this.documents.put(toCase, preview, page.preview.type),
    };
  }
}
