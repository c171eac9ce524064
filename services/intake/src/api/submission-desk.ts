import { Injectable } from '@nestjs/common';
import type { SubmissionRequest } from '@ekey/case-papers/desk';
import { isRejection, reject } from '@ekey/kernel';
import { Commands, HttpIntent, problemOf } from '@ekey/platform';
import type { WantedKey } from '../enterprise-slots/enterprise-slots.events';
import { HandleEnterpriseSlots } from '../enterprise-slots/enterprise-slots.handler';
import { takenBy, type EnterpriseSlotsState } from '../enterprise-slots/enterprise-slots.state';
import { whatBars } from '../enterprise-slots/what-bars';
import { confirmSubmission } from '../key-application/decide/submission';
import type { DataOf } from '../key-application/key-application.commands';
import type { Named } from '../key-application/key-application.events';
import type { CaseFile } from '../key-application/key-application.state';
import type { PossibleCommand } from '../key-application/possible-commands';
import { applicationProblems, slotProblems } from './applications.problems';
import { CaseAccess, type OwnCase } from './case-access';

/** How often a reservation is asked for that is given up at the same moment. */
const ATTEMPTS = 3;

/** Submit no. 2: the slot of the enterprise first, then the submission that stands on it. */
@Injectable()
export class SubmissionDesk {
  constructor(
    private readonly commands: Commands,
    private readonly access: CaseAccess,
  ) {}

  async confirmed(found: OwnCase, body: SubmissionRequest, submittedBy: string, intent: HttpIntent) {
    const { id, state } = found;
    const confirm = (reservationId: string): DataOf<'ConfirmSubmission'> => ({
      ...body,
      ...{ reservationId, submittedBy, now: intent.now },
    });
    // What would be refused anyway must not hold the slot of an enterprise meanwhile, be it only for an hour.
    const isDue = !isRejection(confirmSubmission(confirm(state.file.reservationId ?? 'to-be-reserved'), state));
    const reservationId = isDue && !found.hasAnswered(intent) ? await this.reserved(found, body, intent) : 'none';
    return this.access.send(id, { type: 'ConfirmSubmission', data: confirm(reservationId) }, intent, { sent: body });
  }

  /** What stands against an application of this enterprise now; it binds nobody. @throws the problem that bars it */
  async refuseWhereBarred(uscc: string, caseId: string, wanted: WantedKey): Promise<void> {
    const { state } = await this.commands.ask(HandleEnterpriseSlots, uscc);
    const bar = whatBars(state as EnterpriseSlotsState, caseId, wanted);
    if (bar !== null) throw problemOf(slotProblems, bar);
  }

  /** A submission that is due may still be barred by what the enterprise holds. */
  async asFarAsSlotsAllow(possible: readonly PossibleCommand[], file: CaseFile): Promise<readonly PossibleCommand[]> {
    const isDue = possible.some(({ command, allowed }) => command === 'ConfirmSubmission' && allowed);
    if (!isDue || file.reservationId !== null) return possible;
    const { caseId, uscc } = file.is;
    const { state } = await this.commands.ask(HandleEnterpriseSlots, uscc);
    const bar = whatBars(state as EnterpriseSlotsState, caseId, wantedBy(file.is.kind, file.named));
    if (bar === null) return possible;
    const barred = {
      command: 'ConfirmSubmission',
      allowed: false,
      because: bar.rejected,
      detail: bar.detail ?? {},
    } as const;
    return possible.map((each) => (each.command === 'ConfirmSubmission' ? barred : each));
  }

  /**
   * The slot is held from the first round on. Before it, one is reserved under the id of the reserving command, or the one
   * is used that a broken-off attempt of the same case has left. A request that comes again after its reservation was given up
   * asks anew: what it was answered then is a reservation that the case refuses for ever.
   */
  private async reserved(found: OwnCase, sent: SubmissionRequest, intent: HttpIntent): Promise<string> {
    intent.refuseStale(found.revision);
    const { file } = found.state;
    if (file.reservationId !== null) return file.reservationId;
    const { caseId, uscc } = file.is;
    const step = ['reserve', ...file.givenUp].join(' ');
    const reservationId = intent.commandId(step);
    const wanted = wantedBy(file.is.kind, file.named);
    const command = { type: 'ReserveSlot', data: { reservationId, caseId, wanted, now: intent.now } } as const;
    const envelope = intent.envelope({ step, sent, expectedRevision: null });
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const { facts } = await this.commands.send(HandleEnterpriseSlots, uscc, command, envelope, slotProblems);
      if (facts.length > 0) return reservationId;
      const { state } = await this.commands.ask(HandleEnterpriseSlots, uscc);
      const taken = takenBy(state as EnterpriseSlotsState, caseId);
      if (taken !== null) return taken.reservationId;
    }
    throw problemOf(applicationProblems, reject('ReservationNotHeld'));
  }
}

/** What a case asks of its enterprise's slots. */
export function wantedBy(kind: string, named: Pick<Named, 'key' | 'ground' | 'surplus'> | null): WantedKey {
  if (named === null) return { kind: kind === 'additional' ? 'additional' : 'first' };
  const { key, ground, surplus } = named;
  return { kind: ground === 'information-changed' ? 'change' : 'replacement', key: key.number, surplus };
}
