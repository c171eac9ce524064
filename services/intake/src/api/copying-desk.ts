import { heldPages, type DocumentVersion, type DraftForm, type ScannedPage, type Slot } from '@ekey/case-papers';
import { ScanDesk } from '@ekey/case-papers/desk';
import { Injectable } from '@nestjs/common';
import { copyNotPossible } from './applications.problems';
import type { OwnCase } from './case-access';

/** The papers that no form number is printed on, and which therefore stay valid in another case. */
const COPIED: readonly Slot[] = ['business-licence', 'authorised-user-id'];

/** Takes form and still valid scans of an ended case over into a new one. */
@Injectable()
export class CopyingDesk {
  constructor(private readonly scans: ScanDesk) {}

  /** @throws copyNotPossible where the case has not ended, or is another enterprise's */
  async copy(
    source: OwnCase,
    caseId: string,
    uscc: string,
  ): Promise<{ draft: DraftForm; documents: readonly DocumentVersion[] }> {
    const { status, file } = source.state;
    if (status !== 'ended' || file.is.uscc !== uscc) throw copyNotPossible();
    const documents: DocumentVersion[] = [];
    for (const slot of COPIED) {
      const held = file.documents[slot];
      if (held.renewal !== null) continue;
      const pages = await this.pages(
        heldPages(held).map(({ image }) => image),
        caseId,
      );
      if (pages.length > 0) documents.push({ slot, version: 1, qr: 'not-applicable', pages });
    }
    return { draft: file.draft ?? {}, documents };
  }

  private async pages(pages: readonly ScannedPage[], caseId: string): Promise<readonly ScannedPage[]> {
    const copied: ScannedPage[] = [];
    for (const page of pages) {
      const copy = await this.scans.copied(page, caseId);
      if (copy !== null) copied.push(copy);
    }
    return copied;
  }
}
