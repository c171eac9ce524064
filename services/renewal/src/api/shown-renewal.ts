import { Inject, Injectable } from '@nestjs/common';
import { shownDocument } from '@ekey/case-papers/desk';
import { rejectionReason } from '@ekey/contracts';
import type { PersonalData } from '@ekey/personal-data';
import { PERSONAL_DATA } from '@ekey/platform';
import { RENEWAL_SLOTS } from '../renewal/renewal-slots';
import { STEPS, type CertificateUse } from '../renewal/renewal.events';
import type { Update } from '../renewal/renewal.state';
import type { Remark } from '../views/renewals/own.part';
import type { RenewalCase } from '../views/renewals.view';
import type { OwnRenewal } from './renewal-access';
import { renewalLabels, statusOf } from './renewal-labels';

/** What an update asks of its client, in this order. */
export const NEXT_STEPS = [
  'certificate-request/signing',
  'certificate-request/encryption',
  'delivery',
  ...STEPS,
  'proof',
] as const;

/** What the update client has to do next. */
export function nextStep({ requests, delivery, steps }: Update): (typeof NEXT_STEPS)[number] {
  const isMissing = (use: CertificateUse): boolean => requests[use] === undefined || requests[use].refused !== null;
  const missing = (['signing', 'encryption'] as const).find(isMissing);
  if (missing !== undefined) return `certificate-request/${missing}`;
  if (delivery === null) return 'delivery';
  return STEPS[steps.length] ?? 'proof';
}

/** A renewal as its holder is shown it. */
@Injectable()
export class ShownRenewal {
  constructor(@Inject(PERSONAL_DATA) private readonly personal: PersonalData) {}

  /** @param told what the view knows; it may lag behind */
  async whole({ id, state }: OwnRenewal, told: RenewalCase | null) {
    const { file } = state;
    const code = statusOf(state);
    const { zh: label, en: labelEn } = renewalLabels[code];
    const { tokenSerial, notAfter, nameCn } = file.key;
    const update = state.status === 'approved' ? state.update : null;
    const due = state.status === 'under-review' && told?.due?.round === file.round ? told.due : null;
    return {
      ...{ renewalId: id, uscc: file.is.uscc, nameCn, formNumber: file.formNumber },
      status: { code, label, labelEn },
      key: { serial: file.is.serial, tokenSerial, notAfter },
      newSerial: state.status === 'renewed' ? state.newSerial : null,
      nextRound: file.round + 1,
      form: { open: file.formOpen, rejected: file.formRejected, version: file.form?.formVersion ?? null },
      documents: RENEWAL_SLOTS.map((slot) => shownDocument(file.documents, slot)),
      due: due && { dueOn: due.dueOn, provisional: due.provisional, breached: due.breached },
      remarks: await Promise.all((told?.remarks ?? []).map((remark) => this.remark(remark))),
      update: update && { attempt: update.attempt, confirmed: update.steps, next: nextStep(update) },
    };
  }

  private async remark({ round, reasons, remark, at }: Remark) {
    const text = (await this.personal.open(remark)) as string | null;
    const words = (code: string) => {
      const { zh, en } = rejectionReason(code) ?? { zh: code, en: code };
      return { zh, en };
    };
    return { round, at, reasons: reasons.map((reason) => ({ ...reason, words: words(reason.code) })), remark: text };
  }
}
