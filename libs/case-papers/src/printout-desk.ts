import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import type { SubmittedForm } from '@ekey/contracts';
import { CONFIG, notFound, type Config } from '@ekey/platform';
import type { PrintoutKind } from '@ekey/printouts';
import { printedForm } from './form/printed-form';
import { PAPER_TOOLS, type PaperTools } from './paper-tools.port';
import { printoutNotReady } from './paper.problems';
import { printoutSettings } from './printout-settings';
import { shortHashOf } from './scans/page-rules';

/** The form as it was submitted last, unless it is open again. */
interface SubmittedPaper {
  readonly formOpen: boolean;
  readonly form: { readonly digest: string; readonly form: { readonly documentId: string } } | null;
}

/** A page with its typeface is laid out for a tenth of a second, in which nobody else is answered. */
export const PRINTOUT_WEIGHT = 10;

/** Papers to be printed: A4, print-ready, byte for byte the same for the same version of the form. */
@Injectable()
export class PrintoutDesk {
  constructor(
    @Inject(PAPER_TOOLS) private readonly tools: PaperTools,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws notFound for a file that is none of these kinds, printoutNotReady while no form is submitted */
  async file(
    name: string,
    kinds: readonly PrintoutKind[],
    { form, formOpen }: SubmittedPaper,
    read: (documentId: string) => Promise<SubmittedForm>,
  ): Promise<StreamableFile> {
    const kind = kinds.find((each) => name === `${each}.pdf`);
    if (kind === undefined) throw notFound();
    if (form === null || formOpen) throw printoutNotReady();
    const data = printedForm(await read(form.form.documentId), shortHashOf(form.digest));
    const { pdf } = await this.tools.print(kind, data, printoutSettings(this.config));
    const disposition = `attachment; filename="${kind}-${data.formNumber}-v${data.formVersion}.pdf"`;
    return new StreamableFile(pdf, { type: 'application/pdf', disposition, length: pdf.length });
  }
}
