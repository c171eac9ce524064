import { Inject, Injectable } from '@nestjs/common';
import { dataErased } from '@ekey/case-papers/desk';
import { submittedForm, type SubmittedForm } from '@ekey/contracts';
import type { Documents } from '@ekey/documents';
import { acceptedOr, Commands, DOCUMENTS, HttpIntent, notFound, type Caller, type CallersKey } from '@ekey/platform';
import { HandleCertificateTerm } from '../certificate-term/certificate-term.handler';
import type { RenewalCommand } from '../renewal/renewal.commands';
import { HandleRenewal } from '../renewal/renewal.handler';
import type { RenewalState } from '../renewal/renewal.state';
import type { BegunRenewal } from './renewal-labels';
import { renewalProblems, termProblems } from './renewals.problems';

/** A renewal that the caller may see, as its decider knows it now. */
export interface OwnRenewal {
  readonly id: string;
  readonly state: BegunRenewal;
  readonly revision: number;
  readonly hasAnswered: (intent: HttpIntent) => boolean;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Who may see a renewal, and the way of every command into one. */
@Injectable()
export class RenewalAccess {
  constructor(
    private readonly commands: Commands,
    @Inject(DOCUMENTS) private readonly documents: Documents,
  ) {}

  /**
   * The renewal of the very key that is plugged in, by its old certificate or, once it is done, by its new one.
   * @throws notFound for everybody else's, as for none
   */
  async find(id: string, caller: Caller): Promise<OwnRenewal> {
    const { state, revision, traces } = UUID.test(id) ? await this.commands.ask(HandleRenewal, id) : NONE;
    const known = state as RenewalState;
    if (known.status === 'none' || !isOf(known, keyOf(caller))) throw notFound();
    return { id, state: known, revision, hasAnswered: (intent) => traces.has(intent.commandId()) };
  }

  send(id: string, command: RenewalCommand, intent: HttpIntent, given: { sent: unknown; step?: string }) {
    return this.commands.send(HandleRenewal, id, command, intent.envelope(given), renewalProblems);
  }

  /**
   * The certificate's own stream says whether it may be renewed now, and that no other renewal of it is under way; asked
   * again, it says so again.
   * @throws termProblems where the certificate is on hold, revoked, or not to be renewed
   */
  async takeUp(renewalId: string, serial: string, intent: HttpIntent): Promise<void> {
    acceptedOr(termProblems, await this.claim(renewalId, serial, intent));
  }

  /**
   * Takes up a renewal that is to be begun.
   * @returns under which id: the new one, or the one that a beginning was broken off under. That one stands in the
   * certificate's way and has no stream that could end and so free it; to begin it is the only way on.
   * @throws termProblems as `takeUp`
   */
  async takeUpNew(renewalId: string, serial: string, intent: HttpIntent): Promise<string> {
    const { exists, revision } = await this.commands.ask(HandleRenewal, renewalId);
    if (!exists) intent.refuseStale(revision);
    const claimed = await this.claim(renewalId, serial, intent);
    const inTheWay = claimed.outcome === 'rejected' ? claimed.rejection.detail?.['renewalId'] : undefined;
    if (typeof inTheWay === 'string' && (await this.mayBegin(inTheWay, intent))) return inTheWay;
    acceptedOr(termProblems, claimed);
    return renewalId;
  }

  private claim(renewalId: string, serial: string, intent: HttpIntent) {
    const claim = { type: 'TakeUpRenewal', data: { renewalId, now: intent.now } } as const;
    const envelope = intent.envelope({ step: 'take-up', sent: {}, expectedRevision: null });
    return this.commands.try(HandleCertificateTerm, serial, claim, envelope);
  }

  /** Nothing has begun it, or this very request has, which is answered as it was then. */
  private async mayBegin(renewalId: string, intent: HttpIntent): Promise<boolean> {
    const { exists, traces } = await this.commands.ask(HandleRenewal, renewalId);
    return !exists || traces.has(intent.commandId());
  }

  /** A submitted form as its sealed document has it. @throws dataErased where its key was destroyed */
  async submittedForm(documentId: string): Promise<SubmittedForm> {
    const bytes = await this.documents.get(documentId);
    if (bytes === null) throw dataErased();
    return submittedForm.parse(JSON.parse(bytes.toString('utf8')));
  }
}

const NONE = { state: { status: 'none' } as RenewalState, revision: -1, traces: new Map<string, unknown>() };

/** The rights `KEY` and `KEX` are given to sessions of keys alone. @throws notFound for any other */
export function keyOf({ key }: Caller): CallersKey {
  if (key === undefined) throw notFound();
  return key;
}

/** A certificate that has run out lets its holder in for one renewal only. */
function isOf(state: BegunRenewal, { serial, onlyFor }: CallersKey): boolean {
  const { is } = state.file;
  if (onlyFor !== undefined && onlyFor !== is.caseId) return false;
  return is.serial === serial || (state.status === 'renewed' && state.newSerial === serial);
}
