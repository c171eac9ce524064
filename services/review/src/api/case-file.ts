import { Inject, Injectable } from '@nestjs/common';
import { prescribedDocuments, submittedForm, type SubmittedForm } from '@ekey/contracts';
import { sha256Of, type Documents } from '@ekey/documents';
import type { Sealed } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { DOCUMENTS, PERSONAL_DATA } from '@ekey/platform';
import type { Target } from '../review/review.events';
import type { CaseDetail, LateReasons, VerdictMade } from '../views/case-detail.view';
import { statusLabels } from '../views/status-labels';
import { maskedForm } from './masked-form';

/** How a case is read: whole by who works on it, masked by others. */
export interface Reading {
  readonly caseId: string;
  readonly officer: string;
  readonly unmasked: boolean;
  readonly now: string;
}

/** Puts what the view tells and what is sealed together into the one answer that a reviewer works from. */
@Injectable()
export class CaseFile {
  constructor(
    @Inject(DOCUMENTS) private readonly documents: Documents,
    @Inject(PERSONAL_DATA) private readonly personal: PersonalData,
  ) {}

  async shown(detail: CaseDetail, reading: Reading) {
    const { submission, claim, verdicts, lateReasons, ...told } = detail;
    const { form: _document, documents: _pages, ...about } = submission;
    return {
      caseId: reading.caseId,
      ...told,
      statusLabel: statusLabels[detail.status],
      submission: about,
      masked: !reading.unmasked,
      form: await this.form(detail, reading.unmasked),
      documents: this.documentsOf(detail, reading.caseId),
      claim: claim && { ...claim, mine: claim.officer === reading.officer, lapsed: claim.leaseUntil <= reading.now },
      verdicts: await Promise.all(verdicts.map((verdict) => this.verdict(verdict))),
      lateReasons: await Promise.all(lateReasons.map((late) => this.late(late))),
    };
  }

  /** @returns `null` once the case is erased. */
  private async form({ submission }: CaseDetail, unmasked: boolean): Promise<SubmittedForm | null> {
    const bytes = await this.documents.get(submission.form.documentId);
    if (bytes === null) return null;
    const form = submittedForm.parse(JSON.parse(bytes.toString('utf8')));
    return unmasked ? form : maskedForm(form);
  }

  private documentsOf({ submission }: CaseDetail, caseId: string) {
    return submission.documents.map(({ slot, version, qr, pages }) => ({
      slot,
      prescribed: prescribedDocuments[slot],
      version,
      qr,
      pages: pages.map(({ image, receivedSha256, width, height, warnings }, index) => ({
        page: index + 1,
        sha256: sha256Of(image.documentId),
        receivedSha256,
        type: image.type,
        size: image.size,
        width,
        height,
        warnings,
        href: `/api/review/v1/cases/${caseId}/documents/${slot}/pages/${index + 1}`,
      })),
    }));
  }

  private async verdict({ remark, ...verdict }: VerdictMade) {
    return { ...verdict, remark: await this.opened<string>(remark) };
  }

  private async late({ reasons, ...late }: LateReasons) {
    return { ...late, reasons: await this.opened<Partial<Record<Target, string>>>(reasons) };
  }

  /** @returns `null` too once the case is erased. */
  private async opened<Value>(sealed: Sealed | null): Promise<Value | null> {
    return sealed === null ? null : ((await this.personal.open(sealed)) as Value | null);
  }
}
