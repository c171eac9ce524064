import { intakeModule } from '@ekey/intake';
import { issuanceModule } from '@ekey/issuance';
import { notifyModule } from '@ekey/notify';
import { reviewModule } from '@ekey/review';
import fc from 'fast-check';
import { cases, chosen, House, minutesAfter, onward, standIns, type Move } from '../src';
import { applicant } from '../src/people/applicant';
import { clocks } from '../src/people/clocks';
import { counter } from '../src/people/counter';
import { fillShelf, line } from '../src/people/line';
import { reviewers } from '../src/people/reviewers';

const nobody = {} as never;
const services = [intakeModule(nobody), reviewModule, issuanceModule(nobody), notifyModule({ mailer: nobody, outbox: null })];

/** Monday 2 March 2026, 9:00 in Shanghai. */
const monday = '2026-03-02T01:00:00.000Z';

const named = (moves: Readonly<Record<string, Move>>): readonly (readonly [string, Move])[] => Object.entries(moves);
const { withdraw, reserveAlone, ...ofApplicant } = applicant;
const { releaseSlot, refuse, propose, reject, ...ofReviewers } = reviewers;
const endings = { withdraw, releaseSlot, refuse, ...counter };
const crooked = { ...ofApplicant, ...ofReviewers, ...line, reserveAlone, propose, reject, ...endings };
/** What lags behind the others now and then. */
const slow = [
  'when-submission-confirmed-then-confirm-slot',
  'when-application-ended-then-release-slot',
  'when-approval-comes-or-goes-then-bind-or-unbind-account',
  'when-re-verification-recorded-then-request-activation',
  'when-application-pre-verified-then-record-pre-verification',
  'when-application-re-verified-then-record-re-verification',
  'when-application-refused-then-record-refusal',
  'when-key-collected-then-record-collection',
  'when-order-ended-then-terminate-application',
  'when-application-ended-then-close-review',
  'when-application-withdrawn-then-cancel-order',
  'when-order-moves-then-move-token',
  'when-key-ended-then-order-revocation',
  'when-revocation-ordered-then-revoke-certificates',
];
const news: Readonly<Record<string, (house: House, pick: number) => void>> = {
  deliver: (house, pick) => {
    for (let left = pick % 40; left >= 0; left -= 1) {
      const lanes = house.waiting();
      if (lanes.length > 0) house.deliver(chosen(lanes, pick + left));
    }
  },
  redeliver: (house, pick) => house.redeliver(pick),
};

/** One step by its name, in one of the cases. */
type Step = readonly [name: string, which: number, pick: number];
const moves = new Map<string, Move>([['onward', onward], ...named(crooked), ...named(clocks)]);
const pick = fc.integer({ min: 0, max: 9_999 });
const step = (...names: readonly string[]): fc.Arbitrary<Step> =>
  fc.tuple(fc.constantFrom(...names), fc.integer({ min: 0, max: cases.length - 1 }), pick);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: step('onward') },
    { weight: 3, arbitrary: step(...Object.keys(crooked)) },
    { weight: 2, arbitrary: step('reject', 'fail', 'lose', 'damage', 'failReview') },
    { weight: 1, arbitrary: step(...Object.keys(endings)) },
    { weight: 1, arbitrary: step(...Object.keys(clocks)) },
    { weight: 14, arbitrary: step('deliver') },
    { weight: 4, arbitrary: step('redeliver') },
  ),
  { minLength: 40, maxLength: 200, size: 'max' },
);

/** Who lags for most of a story, and what is tried in it. */
export interface Story {
  readonly slow: readonly string[];
  readonly steps: readonly Step[];
}
export const anyStory: fc.Arbitrary<Story> = fc.record({ slow: fc.subarray(slow, { maxLength: 5 }), steps });

/** The house as it was on the first day: a shelf of tokens and no case. */
export function newHouse(): House {
  const house = House.of(services, standIns, monday);
  fillShelf(house);
  return house;
}

/** Tells a story, a minute a step; `after` looks at the house behind each of them. */
export function told(story: Story, after: (house: House) => void = () => undefined): House {
  const house = newHouse();
  house.pause(...story.slow);
  for (const [name, which, number] of story.steps) {
    house.now = minutesAfter(house.now, 1);
    const move = moves.get(name);
    if (move === undefined) news[name]?.(house, number);
    else move(house, chosen(cases, which), number);
    after(house);
  }
  return house;
}
