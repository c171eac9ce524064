import {
  fold,
  isRejection,
  streamIdOf,
  type Command,
  type Decider,
  type Fact,
  type Policy,
  type Recorded,
} from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import { certificate } from '../certificate/certificate.decider';
import { keyInHand } from '../key-in-hand/key-in-hand.decider';
import { keyOrder } from '../key-order/key-order.decider';
import { parcel } from '../parcel/parcel.decider';
import * as policies from '../policies';
import { publicKey } from '../public-key/public-key.decider';
import { revocation } from '../revocation/revocation.decider';
import { token } from '../token/token.decider';
import { unlock } from '../unlock/unlock.decider';
import { due, validity } from './example-order';

type AnyDecider = Decider<Command, unknown, Fact, string>;
const deciders: readonly AnyDecider[] = [
  keyOrder,
  certificate,
  publicKey,
  token,
  parcel,
  revocation,
  keyInHand,
  unlock,
].map((decider) => decider as unknown as AnyDecider);

/** A reactor of the service: what it does upon a fact, as commands for streams. */
interface Reactor {
  readonly name: string;
  readonly on: readonly string[];
  readonly react: (fact: Recorded) => readonly { readonly stream: string; readonly command: Command }[];
}

const policy = (rule: unknown, category: string): Reactor => {
  const { name, on, react } = rule as Policy<Fact, Command>;
  return {
    name,
    on,
    react: (fact) => react(fact).map(({ id, command }) => ({ stream: `${category}-${id}`, command })),
  };
};
/** An effect as its log shows it: a report to the fact's own stream. */
const effect = (name: string, on: string, report: (data: never) => Command | null): Reactor => ({
  name,
  on: [on],
  react: (fact) => {
    const command = report(fact.data as never);
    return command === null ? [] : [{ stream: fact.meta.stream, command }];
  },
});

const now = '2026-03-02T01:00:00.000Z';
const setDueDate = (stage: string) => (data: { attempt: number }) => ({
  type: 'SetDueDate',
  data: { ...due, stage, attempt: data.attempt, startedAt: now, now },
});
const reactors: readonly Reactor[] = [
  policy(policies.whenIssuanceOpenedThenReserveSerialNumber, 'issuance.Certificate'),
  policy(policies.whenHoldPublishedThenRecordCertificate, 'issuance.KeyOrder'),
  policy(policies.whenKeyCollectedThenActivateCertificates, 'issuance.Certificate'),
  policy(policies.whenKeyEndedThenOrderRevocation, 'issuance.Revocation'),
  policy(policies.whenRevocationOrderedThenRevokeCertificates, 'issuance.Certificate'),
  policy(policies.whenCertificateRevokedThenRecordRevocation, 'issuance.Revocation'),
  policy(policies.whenKeySuspensionChangesThenHoldCertificates, 'issuance.Certificate'),
  policy(policies.whenKeyStandingChangesThenChangeToken, 'issuance.Token'),
  policy(policies.whenKeyMadeOrCollectedThenKnowTheKeyInHand, 'issuance.KeyInHand'),
  policy(policies.whenLossHeardOrTakenBackThenHoldOrFreeKey, 'issuance.Revocation'),
  policy(policies.whenStandingPassedOnThenTakeItOver, 'issuance.Revocation'),
  policy(policies.whenKeyStandingChangesThenBarOrAllowUnlocking, 'issuance.Unlock'),
  policy(policies.whenAdminPinLockPassedOnThenTakeItOver, 'issuance.Unlock'),
  policy(policies.whenUnlockMovesThenLockOrUnlockToken, 'issuance.Token'),
  policy(policies.whenUnlockAskedOrNoMoreThenRequestOrWithdrawIt, 'issuance.Unlock'),
  policy(policies.whenRevocationAskedOrNoMoreThenRequestOrWithdrawIt, 'issuance.Revocation'),
  policy(policies.whenOrderMovesThenMoveToken, 'issuance.Token'),
  policy(policies.whenParcelMovesThenTellItsOrders, 'issuance.KeyOrder'),
  effect('prepare', 'SerialNumberReserved', () => ({
    type: 'PrepareIssuance',
    data: { ...validity, tbs: '', tbsSha256: '', now },
  })),
  effect('sign', 'IssuancePrepared', () => ({
    type: 'RecordSignedCertificate',
    data: { certificate: '', sha256: '', now },
  })),
  effect('publish-hold', 'CertificateIssued', () => ({ type: 'RecordHoldPublished', data: { crlNumber: 1, now } })),
  effect('make-seal', 'CertificatesCompleted', ({ attempt }: { attempt: number }) => ({
    type: 'RecordSeal',
    data: { attempt, sealId: `seal-${attempt}`, documentId: 'seal', sha256: `sha-${attempt}`, picture: 'drawn', now },
  })),
  effect('remake-clock', 'RemakeOrdered', setDueDate('re-verification-and-making')),
  effect('notice-clock', 'KeyReceived', setDueDate('pickup-notice')),
];

/** A policy's command was refused: in the real service its case would be parked. */
export class Parked extends Error {}

/**
 * The service without its stores: streams in memory, and reactors that are each fed in the order of each stream, but whenever it
 * suits the test, and as often as it likes.
 */
export class SimulatedIssuance {
  private readonly streams = new Map<string, { readonly fact: Recorded; readonly commandId: string }[]>();
  private readonly waiting = new Map<string, Recorded[]>();
  private readonly dealtWith: { readonly reactor: Reactor; readonly fact: Recorded }[] = [];
  private commands = 0;
  private position = 0;

  facts(stream: string): readonly Fact[] {
    return (this.streams.get(stream) ?? []).map(({ fact }) => fact);
  }
  names(category: string): readonly string[] {
    return [...this.streams.keys()].filter((name) => name.startsWith(`${category}-`));
  }
  state<State>(decider: Decider<never, State, never, string>, id: string): State {
    return fold(decider as never, this.facts(`${decider.category}-${id}`) as never) as State;
  }

  /** @returns the code of a refusal, or nothing where it was accepted. */
  ask(stream: string, command: Command): string | undefined {
    this.commands += 1;
    return this.send(stream, command, `door ${this.commands}`);
  }

  /** How many deliveries are under way. */
  get pending(): number {
    return this.waiting.size;
  }

  /** Delivers the next fact of one reactor and stream; which one, the test says. */
  deliver(choice: number): void {
    const keys = [...this.waiting.keys()];
    const key = keys[choice % keys.length];
    if (key === undefined) return;
    const queue = this.waiting.get(key) as Recorded[];
    const fact = queue.shift() as Recorded;
    if (queue.length === 0) this.waiting.delete(key);
    const reactor = reactors.find(({ name }) => name === key.slice(0, key.indexOf(' '))) as Reactor;
    this.react(reactor, fact);
    this.dealtWith.push({ reactor, fact });
  }
  /** Delivers once more what was dealt with before. */
  redeliver(choice: number): void {
    const again = this.dealtWith[choice % Math.max(1, this.dealtWith.length)];
    if (again !== undefined) this.react(again.reactor, again.fact);
  }
  settle(): void {
    while (this.pending > 0) this.deliver(0);
  }

  private react(reactor: Reactor, fact: Recorded): void {
    for (const [index, { stream, command }] of reactor.react(fact).entries()) {
      const refused = this.send(stream, command, `${reactor.name} ${fact.meta.stream} ${fact.meta.revision} ${index}`);
      if (refused !== undefined) throw new Parked(`${reactor.name}: ${command.type} was refused: ${refused}`);
    }
  }

  private send(stream: string, command: Command, commandId: string): string | undefined {
    const decider = deciders.find(({ category }) => stream.startsWith(`${category}-`)) as AnyDecider;
    const stored = this.streams.get(stream) ?? [];
    if (stored.some((known) => known.commandId === commandId)) return undefined;
    const decision = decider.decide(command, fold(decider, this.facts(stream)));
    if (isRejection(decision)) return decision.rejected;
    for (const fact of decision) {
      this.position += 1;
      const told = recorded(fact, { stream, revision: stored.length, position: this.position });
      stored.push({ fact: told, commandId });
      for (const { name } of reactors.filter(({ on }) => on.includes(fact.type))) {
        const key = `${name} ${stream}`;
        this.waiting.set(key, [...(this.waiting.get(key) ?? []), told]);
      }
    }
    if (decision.length > 0) this.streams.set(stream, stored);
    return undefined;
  }

  /** Every certificate that there is, as its own stream has it. */
  certificates(): readonly { serial: string; standing: string; caseId?: string; attempt?: number; use?: string }[] {
    return this.names('issuance.Certificate').map((name) => {
      const serial = streamIdOf(name);
      return { serial, ...(this.state(certificate as never, serial) as { standing: string }) };
    });
  }
}
