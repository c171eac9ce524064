import { fold, isRejection, streamName, type Fact, type Policy, type Recorded } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import fc from 'fast-check';
import { enterpriseSlots } from '../src/enterprise-slots/enterprise-slots.decider';
import type { EnterpriseSlotsCommand } from '../src/enterprise-slots/enterprise-slots.commands';
import type { EnterpriseSlotsEvent } from '../src/enterprise-slots/enterprise-slots.events';
import { confirmSubmission } from '../src/key-application/decide/submission';
import type { KeyApplicationCommand } from '../src/key-application/key-application.commands';
import { keyApplication } from '../src/key-application/key-application.decider';
import {
  allUploaded,
  confirm,
  findings,
  formSubmitted,
  now,
  remark,
  started,
  upload,
} from '../src/key-application/key-application.examples';
import type { KeyApplicationEvent } from '../src/key-application/key-application.events';
import type { KeyApplicationState } from '../src/key-application/key-application.state';
import {
  whenApplicationEndedThenReleaseSlot,
  whenKeyCollectedThenHoldKey,
  whenReservationGivenUpThenFreeTheSlot,
  whenSubmissionConfirmedThenConfirmSlot,
} from '../src/policies';

/*
 * Three cases of one enterprise, its slots, the policies between them and the clock, with every step of every request and
 * every delivery apart, so that they come in any order, break off anywhere and are repeated.
 */

const CASES = ['case-a', 'case-b', 'case-c'] as const;
type CaseId = (typeof CASES)[number];

const POLICIES = [
  whenSubmissionConfirmedThenConfirmSlot,
  whenReservationGivenUpThenFreeTheSlot,
  whenApplicationEndedThenReleaseSlot,
  whenKeyCollectedThenHoldKey,
] as unknown as readonly Policy<Fact, EnterpriseSlotsCommand>[];

/** A request on its way: it has its slot and has not confirmed yet. */
interface Request {
  readonly caseId: CaseId;
  readonly reservationId: string;
}

class Enterprise {
  private slots = enterpriseSlots.initial;
  private readonly cases = new Map<CaseId, KeyApplicationState>(
    CASES.map((caseId) => [
      caseId,
      fold(keyApplication, [{ ...started, data: { ...started.data, caseId } }, formSubmitted(), ...allUploaded]),
    ]),
  );
  private readonly log: Recorded[] = [];
  private readonly done = new Set<string>();
  private readonly checkpoints = POLICIES.map(() => 0);
  readonly requests: Request[] = [];
  private requested = 0;

  case(caseId: CaseId): KeyApplicationState {
    return this.cases.get(caseId) ?? keyApplication.initial;
  }

  taken() {
    return this.slots;
  }

  /** As the runner does: a command that has stored something is known when it comes again. */
  toSlots(commandId: string, command: EnterpriseSlotsCommand): readonly EnterpriseSlotsEvent[] | null {
    if (this.done.has(commandId)) return [];
    const decision = enterpriseSlots.decide(command, this.slots);
    if (isRejection(decision)) return null;
    if (decision.length > 0) this.done.add(commandId);
    this.slots = decision.reduce(enterpriseSlots.evolve, this.slots);
    return decision;
  }

  toCase(caseId: CaseId, command: KeyApplicationCommand): void {
    const state = this.case(caseId);
    const decision = keyApplication.decide(command, state);
    if (isRejection(decision)) return;
    this.cases.set(caseId, decision.reduce(keyApplication.evolve, state));
    for (const fact of decision) this.log.push(this.stored(caseId, fact));
  }

  private stored(caseId: CaseId, fact: KeyApplicationEvent): Recorded {
    const stream = streamName('intake.KeyApplication', caseId);
    return recorded(fact as Fact, { stream, id: `fact-${this.log.length}`, recordedAt: now });
  }

  /** The first half of a submission: what is due reserves its slot, or finds the one that its case has. */
  beginSubmission(caseId: CaseId): void {
    const state = this.case(caseId);
    if (
      state.status === 'none' ||
      isRejection(
        confirmSubmission(confirm(state.file.round + 1, state.file.reservationId ?? 'any').data as never, state),
      )
    )
      return;
    if (state.file.reservationId !== null)
      return void this.requests.push({ caseId, reservationId: state.file.reservationId });
    const reservationId = `r${(this.requested += 1)}`;
    const data = { reservationId, caseId, wanted: { kind: 'first' }, now } as const;
    const facts = this.toSlots(reservationId, { type: 'ReserveSlot', data });
    const [taken] = this.taken().taken;
    if (facts !== null && taken?.caseId === caseId) this.requests.push({ caseId, reservationId: taken.reservationId });
  }

  /** The second half, whenever it comes. */
  endSubmission(index: number): void {
    const [request] = this.requests.splice(index % Math.max(1, this.requests.length), 1);
    if (request === undefined) return;
    const state = this.case(request.caseId);
    if (state.status !== 'none') this.toCase(request.caseId, confirm(state.file.round + 1, request.reservationId));
  }

  /** Gives up whatever is reserved and not confirmed, however young. */
  tick(): void {
    const [taken] = this.taken().taken;
    if (taken?.status !== 'reserved') return;
    this.toCase(taken.caseId as CaseId, {
      type: 'GiveUpReservation',
      data: { reservationId: taken.reservationId, now },
    });
  }

  /** One policy gets its next fact, after going back by so many. */
  deliver(index: number, back: number): void {
    const policy = POLICIES[index] as Policy<Fact, EnterpriseSlotsCommand>;
    const at = Math.max(0, (this.checkpoints[index] ?? 0) - back);
    const fact = this.log[at];
    if (fact === undefined) return;
    if (policy.on.includes(fact.type))
      for (const { command } of policy.react(fact)) {
        if (this.toSlots(`${policy.name} ${fact.meta.id}`, command) === null)
          throw new Error(`${policy.name} was refused`);
      }
    this.checkpoints[index] = at + 1;
  }

  deliverAll(): void {
    POLICIES.forEach((_policy, index) => {
      while ((this.checkpoints[index] ?? 0) < this.log.length) this.deliver(index, 0);
    });
  }

  /** Cases that have been submitted and not ended. */
  live(): readonly CaseId[] {
    return CASES.filter((caseId) => {
      const state = this.case(caseId);
      return (
        state.status === 'under-review' ||
        state.status === 'approved' ||
        (state.status === 'open' && state.file.round > 0)
      );
    });
  }
  collected(): readonly CaseId[] {
    return CASES.filter((caseId) => this.case(caseId).status === 'collected');
  }
}

const round = (state: KeyApplicationState): number => (state.status === 'none' ? 0 : state.file.round);

type Step = (enterprise: Enterprise) => void;
const caseId = fc.constantFrom(...CASES);
const inCase =
  (make: (state: KeyApplicationState) => KeyApplicationCommand) =>
  (id: CaseId): Step =>
  (enterprise) =>
    enterprise.toCase(id, make(enterprise.case(id)));

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: caseId.map(
      (id): Step =>
        (enterprise) =>
          enterprise.beginSubmission(id),
    ),
  },
  {
    weight: 6,
    arbitrary: fc.nat(5).map(
      (index): Step =>
        (enterprise) =>
          enterprise.endSubmission(index),
    ),
  },
  { weight: 3, arbitrary: fc.constant<Step>((enterprise) => enterprise.tick()) },
  {
    weight: 10,
    arbitrary: fc.tuple(fc.nat(POLICIES.length - 1), fc.constantFrom(0, 0, 0, 1, 3)).map(
      ([index, back]): Step =>
        (enterprise) =>
          enterprise.deliver(index, back),
    ),
  },
  { weight: 1, arbitrary: caseId.map(inCase(() => ({ type: 'WithdrawApplication', data: { now } }))) },
  { weight: 1, arbitrary: caseId.map(inCase(() => ({ type: 'EndForSlotRelease', data: { reason: '重复', now } }))) },
  {
    weight: 2,
    arbitrary: caseId.map(
      inCase((state) => ({
        type: 'ReturnForCorrection',
        data: { round: round(state), stage: 'pre-verification', reasons: findings(['user-agreement']), remark, now },
      })),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(caseId, fc.nat(9)).map(
      ([id, n]): Step =>
        (enterprise) =>
          enterprise.toCase(id, upload('user-agreement', `page-${n}`)),
    ),
  },
  {
    weight: 2,
    arbitrary: caseId.map(inCase((state) => ({ type: 'RecordReVerification', data: { round: round(state), now } }))),
  },
  {
    weight: 1,
    arbitrary: caseId.map(inCase(() => ({ type: 'RecordOrderEnded', data: { ground: 'unclaimed', now } }))),
  },
  {
    weight: 1,
    // A key is handed over in an approved case alone.
    arbitrary: caseId.map((id): Step => (enterprise) => {
      if (enterprise.case(id).status === 'approved')
        enterprise.toCase(id, { type: 'RecordKeyCollected', data: { now } });
    }),
  },
);

describe('whatever breaks off, comes late or comes twice', () => {
  it('an enterprise never has two first applications under way, nor one after a key', () =>
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 150, size: 'max' }), (steps) => {
        const enterprise = new Enterprise();
        let most = 0;
        for (const take of steps) {
          take(enterprise);
          most = Math.max(most, enterprise.live().length + enterprise.collected().length);
        }
        expect(most).toBeLessThanOrEqual(1);
      }),
      { numRuns: 400 },
    ));

  it('in the end the slot stands with the one case that lives, or is free', () =>
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 150, size: 'max' }), (steps) => {
        const enterprise = new Enterprise();
        for (const take of steps) take(enterprise);
        enterprise.requests.length = 0;
        for (let round = 0; round < 3; round += 1) {
          enterprise.deliverAll();
          enterprise.tick();
        }
        const [live] = enterprise.live();
        const { taken, keys } = enterprise.taken();
        expect(taken).toEqual(
          live === undefined ? [] : [expect.objectContaining({ caseId: live, status: 'confirmed' })],
        );
        expect(keys).toEqual(enterprise.collected());
      }),
      { numRuns: 400 },
    ));
});
