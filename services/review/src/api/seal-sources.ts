import { Inject, Injectable } from '@nestjs/common';
import type { Documents } from '@ekey/documents';
import { isRefusal, notDrawable, sealFromImpression } from '@ekey/pki';
import { DOCUMENTS } from '@ekey/platform';
import type { Submission } from '../review/review.events';

/** What the picture of an enterprise's seal can be made from, before anybody promises it one. */
@Injectable()
export class SealSources {
  constructor(@Inject(DOCUMENTS) private readonly documents: Documents) {}

  /**
   * @param usable whether the reviewer lets the impression on the 确认函 be used
   * @returns the characters of the name, as code points, that a seal could not show: it is drawn from the name, which the
   * font may not allow, or cut from the impression, which the scan may not.
   */
  async missingInSeal({ kind, nameCn, documents }: Submission, usable: boolean): Promise<readonly string[]> {
    if (kind === 'contact') return [];
    const missing = await notDrawable(nameCn);
    if (missing.length === 0) return missing;
    const page = documents.find(({ slot }) => slot === 'seal-confirmation')?.pages[0];
    return usable && page !== undefined && (await this.hasImpression(page.image.documentId)) ? [] : missing;
  }

  private async hasImpression(documentId: string): Promise<boolean> {
    const scan = await this.documents.get(documentId);
    return scan !== null && !isRefusal(await sealFromImpression(scan, { shape: 'limited-company' }));
  }
}
