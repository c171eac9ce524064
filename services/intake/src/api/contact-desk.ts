import { Inject, Injectable } from '@nestjs/common';
import {
  assignedLoginName,
  checkForm,
  contactChanged,
  formNumberOf,
  withContact,
  type DraftForm,
} from '@ekey/case-papers';
import { formNotAccepted } from '@ekey/case-papers/desk';
import type { SubmittedForm } from '@ekey/contracts';
import type { Documents } from '@ekey/documents';
import { canonicalJson, reject } from '@ekey/kernel';
import { Commands, DOCUMENTS, problemOf, VIEWS } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { shanghaiDate } from '@ekey/working-days';
import type { SubmitContactChange } from '../contact-changes/contact-changes.commands';
import { HandleContactChanges } from '../contact-changes/contact-changes.handler';
import { saidOf, type ContactChangesState } from '../contact-changes/contact-changes.state';
import { HandleEnterpriseSlots } from '../enterprise-slots/enterprise-slots.handler';
import type { EnterpriseSlotsState } from '../enterprise-slots/enterprise-slots.state';
import { caseOf, isInHand } from '../enterprise-slots/what-bars';
import { keyRenewals, type RenewalsOfKey } from '../views/key-renewals.view';
import { slotProblems } from './applications.problems';
import { CaseAccess } from './case-access';
import { notContactData } from './contact-changes.problems';

/** Which change of which key's contact data is submitted, and by whom. */
export interface ContactAsked {
  readonly changeId: string;
  readonly uscc: string;
  readonly number: string;
  readonly round: number;
  readonly submittedBy: string;
}

/** What is known of how an enterprise is reached about a key. */
interface KnownOfKey {
  readonly former: SubmittedForm;
  /** The change that has said so. */
  readonly after: string | null;
  /** Those that the key and its certificates come from. */
  readonly cases: readonly string[];
}

const NO_RENEWALS: Pick<RenewalsOfKey, 'renewed' | 'underWay'> = { renewed: [], underWay: [] };

/** Judges what an enterprise wants to be reached by, and prepares its submission. */
@Injectable()
export class ContactDesk {
  constructor(
    private readonly commands: Commands,
    private readonly access: CaseAccess,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(DOCUMENTS) private readonly documents: Documents,
  ) {}

  /**
   * The form's bytes are stored before the command: unused, they harm nobody.
   * @throws notContactData with everything that is none; formNotAccepted with everything that is wrong
   */
  async submission(asked: ContactAsked, given: DraftForm, now: string): Promise<SubmitContactChange['data']> {
    const { changeId, uscc, number, round, submittedBy } = asked;
    const { former, after, cases } = await this.knownOf(uscc, number);
    const form = judged(former, given, asked, now);
    const { nameCn, agency, pickupPoint, licenceTypes, formNumber } = form;
    return {
      ...{
        changeId,
        uscc,
        number,
        round,
        cases,
        nameCn,
        agencyId: agency.id,
        pickupPointId: pickupPoint.id,
        licenceTypes,
      },
      formNumber,
      form: await this.documents.put(changeId, Buffer.from(canonicalJson(form), 'utf8'), 'application/json'),
      changedFields: contactChanged(former, form),
      ...{ mailTo: form.agent.email, submittedBy, after, now },
    };
  }

  /** The form of the change that was passed last of this key; `null` where none was. */
  async said(uscc: string, number: string): Promise<SubmittedForm | null> {
    const changes = (await this.commands.ask(HandleContactChanges, uscc)).state as ContactChangesState;
    const said = saidOf(changes, number);
    return said && this.access.submittedForm(said.form);
  }

  /** @throws KeyNotHeld for a key that is not in the enterprise's hand, or from before this system */
  private async knownOf(uscc: string, number: string): Promise<KnownOfKey> {
    const slots = (await this.commands.ask(HandleEnterpriseSlots, uscc)).state as EnterpriseSlotsState;
    const caseId = isInHand(slots, number) ? caseOf(slots, number) : null;
    const form = caseId === null ? null : ((await this.access.load(caseId))?.state.file.form ?? null);
    if (caseId === null || form === null) throw problemOf(slotProblems, reject('KeyNotHeld', { key: number }));
    const changes = (await this.commands.ask(HandleContactChanges, uscc)).state as ContactChangesState;
    const said = saidOf(changes, number);
    const { renewed, underWay } = (await this.views.get(keyRenewals, uscc))?.keys[number] ?? NO_RENEWALS;
    const renewal = renewed.at(-1);
    const newest = renewal !== undefined && renewal.saidAt > (said?.at ?? '') ? renewal.form : said?.form;
    return {
      former: await this.access.submittedForm(newest ?? form.form.documentId),
      after: said?.changeId ?? null,
      cases: [caseId, ...renewed.map((each) => each.caseId), ...underWay],
    };
  }
}

/** By the rules of every form. The offices are those of the key: whether they take applications now is of no concern. */
function judged(former: SubmittedForm, given: DraftForm, asked: ContactAsked, now: string): SubmittedForm {
  const { draft, others } = withContact(former, given);
  if (others.length > 0) throw notContactData(others);
  const { agency, pickupPoint, held } = former;
  const formNumber = formNumberOf(asked.changeId, now);
  const verdict = checkForm(draft, {
    ...{ kind: 'contact', held, uscc: asked.uscc, today: shanghaiDate(now) },
    authorities: [{ ...agency, pickupPoints: [pickupPoint] }],
    assignedLoginName: assignedLoginName(formNumber),
  });
  if (!verdict.ok) throw formNotAccepted(verdict.errors);
  return { ...verdict.form, formNumber, formVersion: asked.round, submittedAt: now };
}
