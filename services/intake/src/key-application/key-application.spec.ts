import { SLOTS, lacks, type Slot } from '@ekey/case-papers';
import { fold, isRejection } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import fc from 'fast-check';
import type { KeyApplicationCommand } from './key-application.commands';
import { keyApplication } from './key-application.decider';
import {
  allUploaded,
  codeOf,
  confirm,
  findings,
  formOf,
  now,
  remark,
  scan,
  start,
  started,
  formSubmitted,
  underReview,
} from './key-application.examples';
import type { KeyApplicationEvent, Stage } from './key-application.events';
import type { KeyApplicationState } from './key-application.state';
import { possibleCommands } from './possible-commands';

const { given } = scenarios(keyApplication);

const aDay = 86_400_000;
const onDay = (day: number): string => new Date(Date.parse(now) + day * aDay).toISOString();

/** One step of somebody in a case; what it needs of the case is read from the state it meets. */
interface Step {
  readonly days: number;
  readonly make: (state: KeyApplicationState, at: string) => KeyApplicationCommand;
}

const version = (state: KeyApplicationState): number =>
  state.status === 'none' ? 0 : (state.file.form?.formVersion ?? 0);
const drafts = (state: KeyApplicationState): number => (state.status === 'none' ? 0 : state.file.draftVersion);
const round = (state: KeyApplicationState): number => (state.status === 'none' ? 0 : state.file.round);
const requestOf = (state: KeyApplicationState): string =>
  state.status === 'none' ? '' : (state.file.activation?.requestId ?? '');

const slot = fc.constantFrom(...SLOTS);
const reservation = fc.constantFrom('r1', 'r2', 'r3');
const stage = fc.constantFrom<Stage>('pre-verification', 're-verification');
const days = fc.oneof(
  { weight: 8, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }) },
);
const steps = (...makes: fc.Arbitrary<Step['make']>[]): fc.Arbitrary<Step> =>
  fc.record({ days, make: fc.oneof(...makes) });
const always = (make: Step['make']): fc.Arbitrary<Step['make']> => fc.constant(make);

const uploadInto =
  (into: Slot, name: string, page = 1): Step['make'] =>
  (state, at) => ({
    type: 'UploadPage',
    data: { slot: into, page, image: scan(name), code: codeOf(into, version(state)), now: at },
  });

const byApplicant = [
  fc
    .string({ maxLength: 3 })
    .map((nameCn): Step['make'] => (_state, at) => ({ type: 'SaveDraft', data: { draft: { nameCn }, now: at } })),
  fc.array(slot, { maxLength: 2 }).map((outdated): Step['make'] => (state, at) => ({
    type: 'SubmitForm',
    data: { ...formOf(version(state) + 1), draftVersion: drafts(state), outdated, now: at },
  })),
  always((_state, at) => ({ type: 'ReopenForm', data: { now: at } })),
  fc
    .tuple(slot, fc.integer({ min: 1, max: 3 }), fc.constantFrom('a', 'b', 'c', 'd'))
    .map(([into, page, name]) => uploadInto(into, name, page)),
  // Where something is lacking, so that submissions are reached often enough.
  fc.tuple(slot, fc.constantFrom('e', 'f', 'g')).map(
    ([into, name]): Step['make'] =>
      (state, at) =>
        uploadInto(nextLacking(state) ?? into, name)(state, at),
  ),
  fc
    .tuple(slot, fc.integer({ min: 1, max: 3 }))
    .map(([from, page]): Step['make'] => (_state, at) => ({ type: 'RemovePage', data: { slot: from, page, now: at } })),
  reservation.map(
    (reservationId): Step['make'] =>
      (state, at) =>
        confirm(round(state) + 1, reservationId, { now: at }),
  ),
  always((_state, at) => ({ type: 'WithdrawApplication', data: { now: at } })),
  always((_state, at) => ({ type: 'CorrectContact', data: { mailTo: `${at}@example.com`, now: at } })),
  always((state, at) => ({ type: 'ActivateAccount', data: { requestId: requestOf(state), now: at } })),
];

const nextLacking = (state: KeyApplicationState): Slot | undefined =>
  state.status === 'none' ? undefined : lacks(state.file.documents)[0]?.slot;

const byOthers = [
  always((state, at) => ({ type: 'RecordPreVerification', data: { round: round(state), now: at } })),
  always((state, at) => ({ type: 'RecordReVerification', data: { round: round(state), now: at } })),
  fc
    .tuple(fc.subarray([...SLOTS], { minLength: 1 }), fc.boolean(), stage)
    .map(([targets, form, at]): Step['make'] => (state, time) => ({
      type: 'ReturnForCorrection',
      data: { round: round(state), stage: at, reasons: findings(targets, form), remark, now: time },
    })),
  always((_state, at) => ({ type: 'RecordRefusal', data: { ground: 'not-eligible', remark, now: at } })),
  always((_state, at) => ({ type: 'RecordKeyCollected', data: { now: at } })),
  always((_state, at) => ({ type: 'RecordOrderEnded', data: { ground: 'unclaimed', now: at } })),
  always((_state, at) => ({ type: 'RequestActivation', data: { requestId: at, because: 're-verification', now: at } })),
  always((state, at) => ({
    type: 'RecordActivation',
    data: { requestId: requestOf(state), refusedBecause: null, now: at },
  })),
  always((_state, at) => ({ type: 'EndForSlotRelease', data: { reason: '重复', now: at } })),
  always((_state, at) => ({ type: 'ExpireApplication', data: { idleDays: 30, now: at } })),
  always((_state, at) => ({ type: 'RemindOfExpiry', data: { idleDays: 30, now: at } })),
  reservation.map((reservationId): Step['make'] => (_state, at) => ({
    type: 'GiveUpReservation',
    data: { reservationId, now: at },
  })),
];

/** Mostly what leads on; now and then what ends the case. */
const anyHistory = fc.array(
  fc.oneof({ weight: 3, arbitrary: steps(...byApplicant) }, { weight: 1, arbitrary: steps(...byOthers) }),
  {
    maxLength: 60,
    size: 'max',
  },
);

interface Walked {
  readonly facts: readonly KeyApplicationEvent[];
  readonly state: KeyApplicationState;
  readonly at: string;
}

/** Sends the steps one after another, from a case with its form submitted and all scans there. */
function walk(
  history: readonly Step[],
  look: (
    before: KeyApplicationState,
    made: readonly KeyApplicationEvent[],
    after: KeyApplicationState,
  ) => void = () => {},
): Walked {
  const facts: KeyApplicationEvent[] = [started, formSubmitted(), ...allUploaded];
  let state = fold(keyApplication, facts);
  let day = 0;
  for (const step of history) {
    day += step.days;
    const before = state;
    const decision = keyApplication.decide(step.make(before, onDay(day)), before);
    if (isRejection(decision)) continue;
    facts.push(...decision);
    state = decision.reduce(keyApplication.evolve, before);
    look(before, decision, state);
  }
  return { facts, state, at: onDay(day) };
}

/** What the world can always still do for a case that stands with it. */
function othersCanMove(state: KeyApplicationState, at: string): boolean {
  const verdicts: KeyApplicationCommand[] = [
    { type: 'RecordPreVerification', data: { round: round(state), now: at } },
    { type: 'RecordReVerification', data: { round: round(state), now: at } },
    { type: 'RecordKeyCollected', data: { now: at } },
  ];
  return verdicts.some((command) => {
    const decision = keyApplication.decide(command, state);
    return !isRejection(decision) && decision.length > 0;
  });
}

describe('whatever happens to a case, in whatever order', () => {
  it('somebody can always move it on until it has ended or the key is in hand', () =>
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { state, at } = walk(history);
        if (state.status === 'ended' || state.status === 'collected') return;
        const forApplicant = possibleCommands(state, at).filter(
          ({ command, allowed }) =>
            allowed &&
            command !== 'WithdrawApplication' &&
            command !== 'CorrectContact' &&
            command !== 'RequestActivation',
        );
        expect(state.status === 'open' ? forApplicant.length > 0 : othersCanMove(state, at)).toBe(true);
      }),
      { numRuns: 200 },
    ));

  it('an open case can always be brought to its next submission by filling in and uploading', () =>
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { facts, state } = walk(history);
        if (state.status !== 'open') return;
        expect(bringToSubmission(facts).status).toBe('under-review');
      }),
      { numRuns: 200 },
    ));

  it('a submission always names six documents without a gap, a round one higher, and one reservation for all rounds', () =>
    fc.assert(
      fc.property(anyHistory, (history) => {
        walk(history, (before, made) => {
          for (const fact of made) {
            if (fact.type !== 'SubmissionConfirmed' || before.status === 'none') continue;
            expect(fact.data.documents.map((document) => document.slot)).toEqual(SLOTS);
            expect(lacks(before.file.documents)).toEqual([]);
            expect(fact.data.round).toBe(before.file.round + 1);
            expect(before.file.givenUp).not.toContain(fact.data.reservationId);
            if (before.file.reservationId !== null) expect(fact.data.reservationId).toBe(before.file.reservationId);
          }
        });
      }),
      { numRuns: 200 },
    ));

  it('what was rejected is never submitted again unchanged, and nothing else has to change', () =>
    fc.assert(
      fc.property(
        fc.subarray([...SLOTS], { minLength: 1 }),
        stage,
        fc.dictionary(slot, fc.boolean()),
        (rejected, at, unchanged) => {
          const again = rejected.filter((each) => unchanged[each] === true);
          const replacing = rejected.map((each): Step => ({
            days: 0,
            make: uploadInto(each, again.includes(each) ? each : `new-${each}`),
          }));
          const sendBack: Step = {
            days: 0,
            make: () => ({
              type: 'ReturnForCorrection',
              data: { round: 1, stage: at, reasons: findings(rejected), remark, now },
            }),
          };
          const { state } = walk([{ days: 0, make: () => confirm() }, sendBack, ...replacing]);
          const decision = keyApplication.decide(confirm(2), state);
          if (again.length === 0) expect(decision).toMatchObject([{ type: 'SubmissionConfirmed' }]);
          else {
            const documents = again.map((each) => ({ slot: each, lack: 'unchanged' }));
            expect(decision).toEqual({ rejected: 'DocumentsMissing', detail: { documents } });
          }
        },
      ),
    ));

  it('a case that has ended stays ended, unless the key turns out to be in hand', () =>
    fc.assert(
      fc.property(anyHistory, (history) => {
        walk(history, (before, _made, after) => {
          if (before.status === 'ended') expect(['ended', 'collected']).toContain(after.status);
          if (before.status === 'collected') expect(after.status).toBe('collected');
          if (before.status === 'ended' && after.status === 'ended') expect(after.how).toBe(before.how);
        });
      }),
      { numRuns: 200 },
    ));

  it('no command of a policy or clock is ever refused', () =>
    fc.assert(
      fc.property(
        anyHistory,
        fc.array(steps(...byOthers), { minLength: 1, maxLength: 8, size: 'max' }),
        (history, last) => {
          const { state: begun, at } = walk(history);
          let state = begun;
          for (const step of last) {
            const command = step.make(state, at);
            if (command.type === 'EndForSlotRelease') continue;
            const decision = keyApplication.decide(command, state);
            if (isRejection(decision)) throw new Error(`${command.type} was refused: ${decision.rejected}`);
            state = decision.reduce(keyApplication.evolve, state);
          }
        },
      ),
      { numRuns: 200 },
    ));

  it('what review and issuance tell leads to the same end, however the two are interleaved and repeated', () => {
    const review: KeyApplicationCommand[] = [
      { type: 'RecordPreVerification', data: { round: 1, now } },
      { type: 'RecordReVerification', data: { round: 1, now } },
    ];
    const issuance: KeyApplicationCommand[] = [{ type: 'RecordKeyCollected', data: { now } }];
    const interleaving = fc.array(fc.constantFrom<'review' | 'issuance'>('review', 'issuance'), {
      minLength: 3,
      maxLength: 12,
    });
    fc.assert(
      fc.property(interleaving, (turns) => {
        const queues = { review: [...review, ...review], issuance: [...issuance, ...issuance] };
        const facts = [...underReview];
        const deliver = (command: KeyApplicationCommand | undefined): void => {
          if (command === undefined) return;
          const decision = keyApplication.decide(command, fold(keyApplication, facts));
          if (!isRejection(decision)) facts.push(...decision);
        };
        for (const turn of turns) deliver(queues[turn].shift());
        for (const rest of [...queues.review, ...queues.issuance]) deliver(rest);
        expect(fold(keyApplication, facts)).toMatchObject({ status: 'collected' });
        expect(facts.filter(({ type }) => type === 'ReVerificationRecorded')).toHaveLength(1);
      }),
    );
  });
});

/** What an applicant does who does everything that is asked. */
function bringToSubmission(facts: readonly KeyApplicationEvent[]): KeyApplicationState {
  let state = fold(keyApplication, facts);
  const send = (command: KeyApplicationCommand): void => {
    const decision = keyApplication.decide(command, state);
    if (isRejection(decision)) throw new Error(`${command.type}: ${JSON.stringify(decision)}`);
    state = decision.reduce(keyApplication.evolve, state);
  };
  if (state.status !== 'open') return state;
  if (state.file.formRejected && !state.file.formOpen) send({ type: 'ReopenForm', data: { now } });
  if (state.status === 'open' && state.file.formOpen)
    send({
      type: 'SubmitForm',
      data: { ...formOf(version(state) + 1), draftVersion: drafts(state), outdated: [], now },
    });
  for (const each of SLOTS) {
    for (const page of [3, 2, 1]) send({ type: 'RemovePage', data: { slot: each, page, now } });
    send({
      type: 'UploadPage',
      data: { slot: each, page: 1, image: scan(`fresh-${each}`), code: codeOf(each, version(state)), now },
    });
  }
  const held = state.status === 'open' ? state.file.reservationId : null;
  send(confirm(round(state) + 1, held ?? 'fresh'));
  return state;
}

describe('what may be done now', () => {
  const allowed = (...facts: KeyApplicationEvent[]): string[] =>
    possibleCommands(given(...facts).state(), now)
      .filter((possible) => possible.allowed)
      .map((possible) => possible.command);

  it('is nothing where there is no case', () => expect(allowed()).toEqual([]));
  it('is to fill in, submit or withdraw at first', () =>
    expect(allowed(started)).toEqual(['SaveDraft', 'SubmitForm', 'WithdrawApplication']));
  it('is to upload once the form is submitted', () =>
    expect(allowed(started, formSubmitted())).toEqual([
      'ReopenForm',
      'UploadPage',
      'WithdrawApplication',
      'CorrectContact',
    ]));
  it('is to confirm once all is there', () =>
    expect(allowed(started, formSubmitted(), ...allUploaded)).toContain('ConfirmSubmission'));
  it('is to withdraw or correct the address under review', () =>
    expect(allowed(...underReview)).toEqual(['WithdrawApplication', 'CorrectContact']));
  it('comes with the reason where it is not allowed', () => {
    const missing = possibleCommands(given(started, formSubmitted()).state(), now).find(
      ({ command }) => command === 'ConfirmSubmission',
    );
    expect(missing).toMatchObject({
      allowed: false,
      because: 'DocumentsMissing',
      detail: { documents: expect.any(Array) },
    });
  });
  it('agrees with the decider about starting, which is over', () =>
    given(started).when(start()).thenRejected('AlreadyStarted'));
});
