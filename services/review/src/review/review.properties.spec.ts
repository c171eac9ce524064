import { SLOTS } from '@ekey/contracts';
import { fold, isRejection } from '@ekey/kernel';
import fc from 'fast-check';
import type { GivenMark, Officer, ReviewCommand } from './review.commands';
import { review } from './review.decider';
import type { ReviewEvent } from './review.events';
import {
  allBut,
  allGood,
  claim,
  defect,
  good,
  li,
  manager,
  minutesAfter,
  resubmission,
  stranger,
  targets,
  verdict,
  wang,
  zhao,
} from './review.examples';
import type { ReviewState } from './review.state';

/** Li has gone over to the provider in the meantime; only the rule keeps him from judging his own verdict. */
const liAtProvider: Officer = { id: 'li', organisationId: 'provider', roles: ['SPR'] };
const officer = fc.constantFrom(li, zhao, manager, wang, stranger, liAtProvider);
/** Which round a command means: mostly the current one. */
const off = fc.constantFrom(0, 0, 0, 0, 0, 0, 1, -1);
const marks: fc.Arbitrary<readonly GivenMark[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(allGood) },
  fc.subarray([...targets]).map((some) => good(...some)),
  fc
    .subarray([...SLOTS])
    .map((some) => [
      ...good(...targets.filter((target) => !some.some((slot) => slot === target))),
      ...some.map((slot) => defect(slot, 'G01', '上一轮漏看')),
    ]),
  fc.constantFrom([defect('form', 'A06')], [defect('form', 'X01', '新发现')], []),
);
const remark = fc.constantFrom(null, '', '请补正');

type At = (now: string, round: number, stage?: string) => ReviewCommand;
const missingInSeal = fc.constantFrom<readonly string[]>([], [], [], ['U+20BB7']);
const judging = fc
  .record({ officer, off, marks, remark, sealImpressionUsable: fc.boolean(), missingInSeal })
  .chain((data) =>
    fc.constantFrom<At>(
      (now, round) => ({
        type: 'PassPreVerification',
        data: { ...data, round: round + data.off, now },
      }),
      (now, round) => ({
        type: 'RejectPreVerification',
        data: { ...data, round: round + data.off, now },
      }),
      (now, round) => ({
        type: 'PassReVerification',
        data: { ...data, round: round + data.off, now },
      }),
      (now, round) => ({ type: 'RejectReVerification', data: { ...data, round: round + data.off, now } }),
      (now, round) => ({ type: 'SaveMarks', data: { ...data, round: round + data.off, now } }),
    ),
  );
/** What officers do who know their desk, and half of whom find something. */
const working = fc
  .record({ officer: fc.constantFrom(li, zhao, manager), marks, remark: fc.constant('请补正'), finds: fc.boolean() })
  .map(({ officer: atAuthority, finds, ...judged }): At => (now, round, stage) => {
    const isPre = stage === 'pre-verification';
    const type = `${finds ? 'Reject' : 'Pass'}${isPre ? 'Pre' : 'Re'}Verification` as const;
    const data = {
      ...judged,
      officer: isPre ? atAuthority : wang,
      round,
      now,
      sealImpressionUsable: true,
      missingInSeal: [],
    };
    return { type, data: finds ? { ...data, marks: allBut(defect('user-agreement', 'F01', '漏看')) } : data };
  });
const claiming = fc.record({ officer, to: officer }).chain((data) =>
  fc.constantFrom<At>(
    (now) => ({ type: 'ClaimTask', data: { ...data, now } }),
    (now) => ({ type: 'RenewLease', data: { ...data, now } }),
    (now) => ({ type: 'ReleaseTask', data: { ...data, now } }),
    (now) => ({ type: 'ReassignTask', data: { ...data, now } }),
  ),
);
const refusing = fc
  .record({
    officer: fc.constantFrom(manager, manager, wang, li),
    off,
    ground: fc.constantFrom('not-eligible', 'discretion'),
    remark: fc.constantFrom('', '伪造'),
  })
  .chain((data) =>
    fc.constantFrom<At>(
      (now, round) => ({ type: 'ProposeRefusal', data: { ...data, round: round + data.off, now } }),
      (now, round) => ({ type: 'DeclineRefusal', data: { ...data, round: round + data.off, now } }),
      (now, round) => ({ type: 'RefuseApplication', data: { ...data, round: round + data.off, now } }),
    ),
  );
const submitting = fc
  .record({ off: fc.constantFrom(1, 1, 1, 0), replaced: fc.subarray([...SLOTS]) })
  .map(({ off: ahead, replaced }): At => (now, round) => ({
    type: 'OpenReview',
    data: { round: round + ahead, ...resubmission(now, replaced, round + ahead) },
  }));
const passing = fc.constantFrom<At>(
  (now) => ({ type: 'CheckDeadline', data: { now } }),
  () => ({ type: 'ApplyCalendar', data: { years: [] } }),
);
const withdrawing = fc.constant<At>((now) => ({ type: 'CloseReview', data: { ground: 'withdrawn', closedAt: now } }));

const step = fc.tuple(
  fc.oneof(
    { weight: 10, arbitrary: working },
    { weight: 8, arbitrary: judging },
    { weight: 6, arbitrary: claiming },
    { weight: 3, arbitrary: refusing },
    { weight: 4, arbitrary: submitting },
    { weight: 2, arbitrary: passing },
    { weight: 1, arbitrary: withdrawing },
  ),
  fc.constantFrom(1, 5, 20, 45, 1_440),
);
const story = fc.array(step, { minLength: 1, maxLength: 60 });

interface Told {
  readonly facts: readonly ReviewEvent[];
  readonly state: ReviewState;
  readonly now: string;
}

function tell(steps: readonly (readonly [At, number])[]): Told {
  const facts: ReviewEvent[] = [];
  let [state, minutes]: [ReviewState, number] = [review.initial, 0];
  const send = (command: ReviewCommand) => {
    const decision = review.decide(command, state);
    if (isRejection(decision)) return;
    facts.push(...decision);
    state = decision.reduce(review.evolve, state);
  };
  send({ type: 'OpenReview', data: { round: 1, ...resubmission(minutesAfter(0)) } });
  for (const [command, later] of steps) {
    minutes += later;
    // Without somebody at work most verdicts are refused at the door; the claim itself may be refused.
    const stage = state.status === 'under-review' ? state.stage : undefined;
    const next = command(minutesAfter(minutes), 'round' in state ? state.round : 1, stage);
    if ('round' in next.data && 'officer' in next.data) send(claim(next.data.officer, minutesAfter(minutes)));
    send(next);
  }
  return { facts, state, now: minutesAfter(minutes) };
}

const holds = (check: (told: Told) => void) =>
  fc.assert(
    fc.property(story, (steps) => check(tell(steps))),
    { numRuns: 400 },
  );

describe('whatever is asked in whatever order', () => {
  it('rounds only go up, one fact for each', () =>
    holds(({ facts }) => {
      const rounds = facts.flatMap((fact) =>
        fact.type === 'ReviewOpened' || fact.type === 'RoundOpened' ? [fact.data.round] : [],
      );
      expect(rounds).toEqual([...new Set(rounds)].sort((a, b) => a - b));
    }));

  it('a clock runs exactly while the case is under review, and never two at once', () =>
    holds(({ facts }) => {
      let running = 0;
      for (const [index, fact] of facts.entries()) {
        const isFirst = fact.type === 'DueDateSet' && !fact.data.restated;
        if (isFirst) running += 1;
        if (fact.type === 'PreVerificationPassed' || fact.type === 'RoundOpened') running = 0;
        if (/Rejected$|^ReVerificationPassed|Refused$|Closed$/.test(fact.type)) running = 0;
        expect(running).toBeLessThanOrEqual(1);
        const after = fold(review, facts.slice(0, index + 1));
        const starting = /^ReviewOpened|^RoundOpened|^PreVerificationPassed/.test(fact.type);
        if (!starting) expect(after.status === 'under-review').toBe(running === 1);
      }
    }));

  it('who pre-verified a round does not re-verify it', () =>
    holds(({ facts }) => {
      let preVerifier: string | null = null;
      for (const fact of facts) {
        if (fact.type === 'RoundOpened') preVerifier = null;
        if (fact.type === 'PreVerificationPassed') preVerifier = fact.data.officer;
        if (fact.type === 'ReVerificationPassed' || fact.type === 'ReVerificationRejected') {
          expect(preVerifier).not.toBeNull();
          expect(fact.data.officer).not.toBe(preVerifier);
        }
      }
    }));

  it('a rejection has coded reasons and a remark, and a verdict is by the desk of its stage', () =>
    holds(({ facts }) => {
      for (const fact of facts) {
        if (fact.type === 'PreVerificationRejected' || fact.type === 'ReVerificationRejected') {
          expect(fact.data.findings.length).toBeGreaterThan(0);
          expect(fact.data.remark?.trim()).toBeTruthy();
        }
        if (fact.type === 'PreVerificationPassed') expect(['li', 'zhao', 'manager']).toContain(fact.data.officer);
        if (fact.type === 'ReVerificationPassed') expect(['li', 'wang']).toContain(fact.data.officer);
        if (fact.type === 'ApplicationRefused') expect(fact.data.officer).toBe('manager');
      }
    }));

  it('nothing happens after the end, but a withdrawal after an approval', () =>
    holds(({ facts }) => {
      const end = facts.findIndex(({ type }) =>
        ['ApplicationRefused', 'ReviewClosed', 'ReVerificationPassed'].includes(type),
      );
      const after = end < 0 ? [] : facts.slice(end + 1).map(({ type }) => type);
      expect(
        facts[end]?.type === 'ReVerificationPassed' ? after.filter((type) => type !== 'ReviewClosed') : after,
      ).toEqual([]);
    }));

  it('no case is ever stuck: it can still be approved, or has ended', () =>
    holds(({ state, now }) => {
      let [current, minutes]: [ReviewState, number] = [state, 60];
      const must = (command: At) => {
        const decision = review.decide(command(minutesAfter(minutes, now), 1), current);
        expect(decision).not.toHaveProperty('rejected');
        if (!isRejection(decision)) current = decision.reduce(review.evolve, current);
        minutes += 1;
      };
      const fresh: Officer = { id: 'fresh', organisationId: 'provider', roles: ['SPR'] };
      if (current.status === 'returned') {
        const next = current.round + 1;
        must((at) => ({ type: 'OpenReview', data: { round: next, ...resubmission(at, SLOTS, next) } }));
      }
      if (current.status === 'under-review' && current.proposal) {
        const data = { officer: manager, round: current.round, remark: '继续办理' };
        must((at) => ({ type: 'DeclineRefusal', data: { ...data, now: at } }));
      }
      if (current.status === 'under-review' && current.stage === 'pre-verification') {
        const data = { round: current.round };
        must((at) => claim(zhao, at));
        must((at) => ({ type: 'PassPreVerification', data: verdict(zhao, at, data) }));
      }
      if (current.status === 'under-review' && current.stage === 're-verification') {
        const data = { round: current.round };
        must((at) => claim(fresh, at));
        must((at) => ({
          type: 'PassReVerification',
          data: { ...verdict(fresh, at, data), sealImpressionUsable: true, missingInSeal: [] },
        }));
      }
      expect(['approved', 'refused', 'closed']).toContain(current.status);
    }));

  it('the stories get far enough to mean something', () => {
    const seen = new Set<string>();
    holds(({ facts }) => facts.forEach(({ type }) => seen.add(type)));
    for (const type of ['RoundOpened', 'ReVerificationRejected', 'ReVerificationPassed', 'ApplicationRefused']) {
      expect(seen).toContain(type);
    }
  });
});
