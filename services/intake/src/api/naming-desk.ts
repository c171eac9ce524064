import { Inject, Injectable } from '@nestjs/common';
import { draftOf, withContactOf, type DraftForm } from '@ekey/case-papers';
import { Commands, VIEWS, type Caller } from '@ekey/platform';
import { everyAnswer, type ViewStore } from '@ekey/views';
import { HandleEnterpriseSlots } from '../enterprise-slots/enterprise-slots.handler';
import type { EnterpriseSlotsState } from '../enterprise-slots/enterprise-slots.state';
import { caseOf, isOver } from '../enterprise-slots/what-bars';
import type { Named } from '../key-application/key-application.events';
import type { CaseFile } from '../key-application/key-application.state';
import type { PossibleCommand } from '../key-application/possible-commands';
import { applicationStatus, type ApplicationStatus } from '../views/application-status.view';
import { keyRenewals } from '../views/key-renewals.view';
import { keyEnded, notForThisEnterprise } from './applications.problems';
import type { ReplacedKey } from './applications.requests';
import { CaseAccess } from './case-access';
import { ContactDesk } from './contact-desk';
import { Enterprises } from './enterprises';

/** What is known of a key that an enterprise names. */
export interface NamedAtDesk {
  readonly named: Named;
  /** What the case of the key, or the renewal that died, says of the enterprise; `null` where nothing is left of it. */
  readonly draft: DraftForm | null;
}

/** Finds the key that a replacement names. */
@Injectable()
export class NamingDesk {
  constructor(
    private readonly commands: Commands,
    private readonly enterprises: Enterprises,
    private readonly access: CaseAccess,
    private readonly contacts: ContactDesk,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  /**
   * Whether the enterprise has such a key its slots say; here it is whose word is taken.
   * @throws notForThisEnterprise where another account acts for it
   */
  async named({ number, ground, surplus = [] }: ReplacedKey, uscc: string, caller: Caller): Promise<NamedAtDesk> {
    await this.refuseStrangers(uscc, caller);
    const slots = (await this.commands.ask(HandleEnterpriseSlots, uscc)).state as EnterpriseSlotsState;
    const caseId = caseOf(slots, number);
    const file = caseId === null ? null : ((await this.access.load(caseId))?.state.file ?? null);
    const activatedBefore = file === null || wasActivated(file);
    const saidLast = file !== null && ground === 'renewal-died' ? await this.saidLast(uscc, number) : null;
    return {
      named: { key: { number, caseId }, ground, surplus, activatedBefore },
      draft: saidLast ?? (file && (await this.known(file, number))),
    };
  }

  /** Who has a key says itself who may ask for another. @throws notForThisEnterprise where another account acts for it */
  async refuseStrangers(uscc: string, caller: Caller): Promise<void> {
    if (await this.enterprises.isOfOthers(uscc, caller.id)) throw notForThisEnterprise();
  }

  /** Nothing is left of it that could be stopped, and what is meant may be another. @throws keyEnded */
  async refuseOver(uscc: string, number: string): Promise<void> {
    const slots = (await this.commands.ask(HandleEnterpriseSlots, uscc)).state as EnterpriseSlotsState;
    if (isOver(slots, number)) throw keyEnded();
  }

  /**
   * The number of another case of the enterprise that goes on saying that the key is lost; `null` for none. As long as there is
   * one, the key stays suspended.
   */
  async lossElsewhere({ is, named }: CaseFile): Promise<string | null> {
    if (named === null) return null;
    const number = named.key.number;
    for await (const { own } of everyAnswer(this.views, applicationStatus, { where: { uscc: is.uscc } }))
      if (own.caseId !== is.caseId && saysLost(own, number)) return own.formNumber;
    return null;
  }

  /** What the case itself allows, but for what another case of the enterprise stands against. */
  async asFarAsLossAllows(possible: readonly PossibleCommand[], file: CaseFile): Promise<readonly PossibleCommand[]> {
    const isDue = possible.some(({ command, allowed }) => command === 'TakeBackLoss' && allowed);
    if (!isDue || (await this.lossElsewhere(file)) === null) return possible;
    const barred = { command: 'TakeBackLoss', allowed: false, because: 'LossReportedElsewhere' } as const;
    return possible.map((each) => (each.command === 'TakeBackLoss' ? barred : each));
  }

  /** What its renewal was asked for with, where it came that far. */
  private async saidLast(uscc: string, number: string): Promise<DraftForm | null> {
    const form = (await this.views.get(keyRenewals, uscc))?.keys[number]?.asked ?? null;
    return form === null ? null : draftOf(await this.access.submittedForm(form));
  }

  /** The form as it was then, under the user name that was assigned and with the contact data of today; what is asked anew is left out. */
  private async known({ is, draft, form }: CaseFile, number: string): Promise<DraftForm | null> {
    if (draft === null || form === null) return null;
    const { qty: _qty, held: _held, reason: _reason, ...known } = draft;
    const { loginName } = await this.access.submittedForm(form.form.documentId);
    const said = await this.contacts.said(is.uscc, number);
    return { ...(said === null ? known : withContactOf(known, said)), loginName };
  }
}

const saysLost = ({ replaces, ended, collectedAt }: ApplicationStatus['own'], number: string): boolean =>
  replaces?.ground === 'lost' && replaces.number === number && ended === null && collectedAt === null;

/** Here, or in the case of a key that this one had taken the place of. Who had a key before this system has an account. */
const wasActivated = ({ activation, named }: CaseFile): boolean =>
  activation?.status === 'activated' || named?.activatedBefore === true;
