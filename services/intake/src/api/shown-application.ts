import { Inject, Injectable } from '@nestjs/common';
import { shownDocument } from '@ekey/case-papers/desk';
import { rejectionReason, refusalGrounds } from '@ekey/contracts';
import type { Sealed } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { CONFIG, PERSONAL_DATA, type Config } from '@ekey/platform';
import { askedDocuments } from '../key-application/asked-documents';
import { chinaDayAfter } from '../time/instants';
import type { ApplicationStatus } from '../views/application-status.view';
import type { OwnPart } from '../views/application-status/own.part';
import type { Remark } from '../views/application-status/remarks-of';
import { statusLabels, type StatusCode } from '../views/status-codes';

/** Labels whose meaning a few words make plain; they stand beside the label, never in it. */
const NOTES: Partial<Readonly<Record<StatusCode, { readonly zh: string; readonly en: string }>>> = {
  RECHECK: { zh: '待复核', en: 'awaiting re-verification' },
  PRECHECK_REJECTED: { zh: '请查看备注，修改后重新提交', en: 'read the remark, correct and submit again' },
  RECHECK_REJECTED: { zh: '请查看备注，修改后重新提交', en: 'read the remark, correct and submit again' },
};

/** A case as its applicant reads it: codes with their labels, and the applicant's own data opened. */
@Injectable()
export class ShownApplication {
  constructor(
    @Inject(PERSONAL_DATA) private readonly personal: PersonalData,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** A line of the list. */
  line({ own, status, readyDocuments, turn, due }: ApplicationStatus) {
    return {
      applicationId: own.caseId,
      kind: own.kind,
      uscc: own.uscc,
      nameCn: own.form?.nameCn ?? null,
      formNumber: own.formNumber,
      status: statusOf(status, { ready: readyDocuments, asked: askedDocuments(own.replaces).length }),
      turn,
      due,
      startedAt: own.startedAt,
    };
  }

  async whole(answer: ApplicationStatus) {
    const { own, collection, parcel } = answer;
    return {
      ...this.line(answer),
      round: own.round,
      nextRound: own.round + 1,
      form: formOf(own),
      documents: askedDocuments(own.replaces).map((slot) => shownDocument(own.documents, slot)),
      readyDocuments: answer.readyDocuments,
      remarks: await Promise.all(answer.remarks.map((remark) => this.remark(remark))),
      contact: { mail: await this.text(own.mailTo), undeliverable: own.undeliverable },
      activation: own.activation,
      collection,
      parcel,
      expiresOn: answer.expiring ? chinaDayAfter(own.lastActivityAt, this.config.IDLE_DAYS) : null,
      copiedFrom: own.copiedFrom,
      replaces: own.replaces,
    };
  }

  async remark({ round, stage, reasons, ground, remark, at }: Remark) {
    return {
      round,
      stage,
      at,
      reasons: reasons.map((reason) => ({ ...reason, ...wordsOf(reason.code) })),
      ground: ground === null ? null : { code: ground, ...groundOf(ground) },
      /** 备注. */
      remark: await this.text(remark),
    };
  }

  private async text(sealed: Sealed | null): Promise<string | null> {
    return sealed === null ? null : ((await this.personal.open(sealed)) as string | null);
  }
}

function statusOf(code: StatusCode, documents: { readonly ready: number; readonly asked: number }) {
  const { zh, en } = statusLabels[code];
  const count = code === 'UPLOADING' ? ` (${documents.ready}/${documents.asked})` : '';
  return { code, label: `${zh}${count}`, labelEn: `${en}${count}`, note: NOTES[code] ?? null };
}

const wordsOf = (code: string): { readonly zh: string; readonly en: string } | null => {
  const reason = rejectionReason(code);
  return reason === undefined ? null : { zh: reason.zh, en: reason.en };
};

/** The authority's manager has ended the case, and given the enterprise its slot back. */
const SLOT_RELEASED = {
  code: 'slot-released',
  zh: '发证机构已结束本次申请，可重新申请',
  en: 'The issuing authority has ended this application; another one may be started.',
};

function groundOf(code: string): { readonly zh: string; readonly en: string } {
  const known = [...refusalGrounds, SLOT_RELEASED].find((ground) => ground.code === code);
  return { zh: known?.zh ?? code, en: known?.en ?? code };
}

const formOf = ({ form, formOpen, formRejected }: OwnPart) => ({
  open: formOpen,
  /** A reviewer refused it: it must be reopened, corrected and submitted. */
  rejected: formRejected,
  version: form?.version ?? null,
});
