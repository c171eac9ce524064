import { Inject, Injectable } from '@nestjs/common';
import {
  assignedLoginName,
  changedFields,
  changesContactAlone,
  checkForm,
  contactChanged,
  outdatedPrintouts,
  type DraftForm,
  type FormContext,
  type IssuingAuthority,
} from '@ekey/case-papers';
import { dataErased, formNotAccepted } from '@ekey/case-papers/desk';
import type { SubmittedForm } from '@ekey/contracts';
import type { Documents } from '@ekey/documents';
import { canonicalJson } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { Commands, DOCUMENTS, PERSONAL_DATA, VIEWS } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { shanghaiDate } from '@ekey/working-days';
import { HandleEnterpriseSlots } from '../enterprise-slots/enterprise-slots.handler';
import { keysHeld, type EnterpriseSlotsState } from '../enterprise-slots/enterprise-slots.state';
import type { DataOf } from '../key-application/key-application.commands';
import type { CaseFile } from '../key-application/key-application.state';
import { unjudgedSubmission } from '../key-application/possible-commands';
import { organisations, type Organisation } from '../views/organisations.view';
import { CaseAccess, type BegunCase } from './case-access';
import { contactDataAlone } from './contact-changes.problems';
import { ContactDesk } from './contact-desk';

/** Judges a draft and prepares what its submission needs of the world. */
@Injectable()
export class FormDesk {
  constructor(
    private readonly access: CaseAccess,
    private readonly contacts: ContactDesk,
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(DOCUMENTS) private readonly documents: Documents,
    @Inject(PERSONAL_DATA) private readonly personal: PersonalData,
  ) {}

  /**
   * What submit no. 1 brings. The form's bytes are stored before the command: unused, they harm nobody.
   * @param isRepeat the answer stands in the log already; the draft of today has nothing to do with it
   * @throws formNotAccepted with everything that is wrong
   */
  async submission({ status, file }: BegunCase, now: string, isRepeat: boolean): Promise<DataOf<'SubmitForm'>> {
    // Where there is nothing to judge, the decider says why.
    if (isRepeat || status !== 'open' || !file.formOpen) return unjudgedSubmission(file, now);
    if (file.draft === null) throw dataErased();
    const form = await this.judged(file.draft, file, now);
    await this.refuseContactAlone(form, file);
    const bytes = canonicalJson(form);
    const before = await this.formsBefore(file);
    return {
      draftVersion: file.draftVersion,
      formVersion: form.formVersion,
      form: await this.documents.put(file.is.caseId, Buffer.from(bytes, 'utf8'), 'application/json'),
      digest: this.personal.digest('form', bytes),
      nameCn: form.nameCn,
      agencyId: form.agency.id,
      pickupPointId: form.pickupPoint.id,
      licenceTypes: form.licenceTypes,
      changedFields: before.ofLastRound === null ? [] : changedFields(before.ofLastRound, form),
      outdated: before.newest === null ? [] : outdatedPrintouts(before.newest, form),
      mailTo: form.agent.email,
      now,
    };
  }

  private async judged(draft: DraftForm, file: CaseFile, now: string): Promise<SubmittedForm> {
    const verdict = checkForm(draft, await this.context(file, now));
    if (!verdict.ok) throw formNotAccepted(verdict.errors);
    return {
      ...verdict.form,
      formNumber: file.formNumber,
      formVersion: (file.form?.formVersion ?? 0) + 1,
      submittedAt: now,
    };
  }

  /** @throws contactDataAlone for a 变更 that no certificate would show anything of */
  private async refuseContactAlone(form: SubmittedForm, { is, named }: CaseFile): Promise<void> {
    const of = is.kind === 'change' ? (named?.key.caseId ?? null) : null;
    const before = of === null ? null : ((await this.access.load(of))?.state.file.form ?? null);
    if (named === null || before === null) return;
    const said = await this.contacts.said(is.uscc, named.key.number);
    const former = said ?? (await this.access.submittedForm(before.form.documentId));
    if (changesContactAlone(former, form)) throw contactDataAlone(contactChanged(former, form));
  }

  private async context(file: CaseFile, now: string): Promise<FormContext> {
    const { is, named } = file;
    const authorities: IssuingAuthority[] = [];
    for await (const authority of this.openAuthorities()) authorities.push(asChosen(authority));
    const { kind, uscc } = is;
    const about = {
      kind,
      uscc,
      today: shanghaiDate(now),
      authorities,
      assignedLoginName: await this.loginNameOf(file),
    };
    if (kind === 'first') return { ...about, held: 0 };
    const { state } = await this.commands.ask(HandleEnterpriseSlots, uscc);
    if (named === null) return { ...about, held: keysHeld(state as EnterpriseSlotsState) };
    const { key, ground, surplus } = named;
    const replaces = { number: key.number, ground, ...(surplus.length > 0 && { surplus: [...surplus] }) };
    return { ...about, held: keysHeld(state as EnterpriseSlotsState), replaces };
  }

  /** Another key in place of one is no new registration: who has a user name keeps it. */
  private async loginNameOf({ named, formNumber }: CaseFile): Promise<string> {
    const caseId = named?.key.caseId ?? null;
    const old = caseId === null ? null : ((await this.access.load(caseId))?.state.file ?? null);
    // Nobody can tell any more what a case said whose data were erased.
    if (old === null || old.form === null || old.draft === null) return assignedLoginName(formNumber);
    return (await this.access.submittedForm(old.form.form.documentId)).loginName;
  }

  /** Those that take applications, by region. */
  async *openAuthorities(): AsyncGenerator<Organisation> {
    let after: string | undefined;
    do {
      const query = {
        where: { openIn: { from: '' } },
        orderBy: 'openIn',
        limit: 200,
        ...(after === undefined ? {} : { after }),
      };
      const page = await this.views.find(organisations, query);
      yield* page.items;
      after = page.next;
    } while (after !== undefined);
  }

  private async formsBefore({ form, confirmedForm }: CaseFile) {
    const newest = form === null ? null : await this.access.submittedForm(form.form.documentId);
    if (confirmedForm === null) return { newest, ofLastRound: null };
    const isNewest = confirmedForm.documentId === form?.form.documentId;
    return { newest, ofLastRound: isNewest ? newest : await this.access.submittedForm(confirmedForm.documentId) };
  }
}

const asChosen = ({ organisationId, name, address, pickupPoints }: Organisation): IssuingAuthority => ({
  id: organisationId,
  name,
  address,
  pickupPoints,
});
