import { Inject, Injectable } from '@nestjs/common';
import {
  assignedLoginName,
  changedFields,
  checkForm,
  fixedOf,
  outdatedPrintouts,
  unjudgedForm,
  withContactSince,
  type DraftForm,
  type FormContext,
} from '@ekey/case-papers';
import { dataErased, formNotAccepted } from '@ekey/case-papers/desk';
import type { Slot, SubmittedForm } from '@ekey/contracts';
import type { Documents } from '@ekey/documents';
import { canonicalJson } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { Commands, DOCUMENTS, PERSONAL_DATA, VIEWS, type FieldError } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { shanghaiDate } from '@ekey/working-days';
import { HandleCertificateTerm } from '../certificate-term/certificate-term.handler';
import type { CertificateTermState } from '../certificate-term/certificate-term.state';
import type { DataOf } from '../renewal/renewal.commands';
import { RENEWAL_SLOTS } from '../renewal/renewal-slots';
import type { RenewalFile } from '../renewal/renewal.state';
import { keysInHand } from '../views/keys-in-hand.view';
import { RenewalAccess, type OwnRenewal } from './renewal-access';
import { contentChanged } from './renewals.problems';

/** Judges the form of a renewal by the rules of any other, with what is certified left as it was. */
@Injectable()
export class RenewalFormDesk {
  constructor(
    private readonly access: RenewalAccess,
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(DOCUMENTS) private readonly documents: Documents,
    @Inject(PERSONAL_DATA) private readonly personal: PersonalData,
  ) {}

  /** The draft, with what was passed of the contact data since it began. */
  async draft({ draft, key, is }: RenewalFile): Promise<DraftForm | null> {
    const newest = await this.contactForm(is.serial);
    if (draft === null || newest === null || newest === key.contactForm) return draft;
    const before = await this.access.submittedForm(key.contactForm ?? key.formerForm);
    return withContactSince(draft, before, await this.access.submittedForm(newest));
  }

  private async contactForm(serial: string): Promise<string | null> {
    const term = (await this.commands.ask(HandleCertificateTerm, serial)).state as CertificateTermState;
    const key = 'caseId' in term ? await this.views.get(keysInHand, term.caseId) : null;
    return key?.contactForm ?? null;
  }

  /** @returns the draft without what is fixed. @throws contentChanged where it says something else than the certificate */
  async editable(draft: DraftForm, file: RenewalFile): Promise<DraftForm> {
    const fixed = fixedOf(await this.access.submittedForm(file.key.formerForm));
    const given = Object.entries(draft) as [keyof DraftForm, unknown][];
    const isFixed = (name: string): name is keyof DraftForm => name in fixed;
    const changed = given.filter(([name, value]) => isFixed(name) && !isSame(value, fixed[name]));
    if (changed.length > 0) throw contentChanged(changed.map(([name]) => readOnly(name)));
    return Object.fromEntries(given.filter(([name]) => !isFixed(name)));
  }

  /** What submit no. 1 brings. @throws formNotAccepted with everything that is wrong */
  async submission({ state }: OwnRenewal, now: string, isRepeat: boolean): Promise<DataOf<'SubmitForm'>> {
    const { file } = state;
    if (isRepeat || state.status !== 'open' || !file.formOpen) return unjudgedForm(file, now);
    const draft = await this.draft(file);
    if (draft === null) throw dataErased();
    const former = await this.access.submittedForm(file.key.formerForm);
    const form = this.judged(draft, former, file, now);
    const bytes = canonicalJson(form);
    const before = await this.formsBefore(file);
    return {
      draftVersion: file.draftVersion,
      formVersion: form.formVersion,
      form: await this.documents.put(file.is.caseId, Buffer.from(bytes, 'utf8'), 'application/json'),
      digest: this.personal.digest('form', bytes),
      licenceTypes: form.licenceTypes,
      changedFields: before.ofLastRound === null ? [] : changedFields(before.ofLastRound, form),
      outdated: before.newest === null ? [] : outdatedPrintouts(before.newest, form).filter(isOfARenewal),
      mailTo: form.agent.email,
      now,
    };
  }

  private judged(draft: DraftForm, former: SubmittedForm, file: RenewalFile, now: string): SubmittedForm {
    const verdict = checkForm({ ...draft, ...fixedOf(former) }, contextOf(former, file, now));
    if (!verdict.ok) throw formNotAccepted(verdict.errors);
    const formVersion = (file.form?.formVersion ?? 0) + 1;
    return { ...verdict.form, formNumber: file.formNumber, formVersion, submittedAt: now };
  }

  private async formsBefore({ form, confirmedForm }: RenewalFile) {
    const newest = form === null ? null : await this.access.submittedForm(form.form.documentId);
    const ofLastRound = confirmedForm === null ? null : await this.access.submittedForm(confirmedForm.documentId);
    return { newest, ofLastRound };
  }
}

const isOfARenewal = (kind: Slot): boolean => RENEWAL_SLOTS.some((slot) => slot === kind);

const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);

const readOnly = (field: string): FieldError => ({
  field,
  code: 'CertificateContentReadOnly',
  zh: '此项为证书内容，更新时不可更改。',
  en: 'This is content of the certificate. A renewal does not change it.',
});

/** The offices are those of the key: whether they take first applications now is of no concern. */
const contextOf = ({ agency, pickupPoint }: SubmittedForm, file: RenewalFile, now: string): FormContext => ({
  kind: 'renewal',
  held: 1,
  uscc: file.is.uscc,
  today: shanghaiDate(now),
  authorities: [{ ...agency, pickupPoints: [pickupPoint] }],
  assignedLoginName: assignedLoginName(file.formNumber),
});
