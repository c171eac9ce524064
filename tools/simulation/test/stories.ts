import { intakeModule } from '@ekey/intake';
import { issuanceModule } from '@ekey/issuance';
import { notifyModule } from '@ekey/notify';
import { renewalModule } from '@ekey/renewal';
import { reviewModule } from '@ekey/review';
import fc from 'fast-check';
import {
  applicant,
  cases,
  chosen,
  clocks,
  counter,
  fillShelf,
  House,
  line,
  minutesAfter,
  onward,
  reviewers,
  standIns,
  type Move,
} from '../src';

/** The services as they run, but for the outside: nothing here draws, signs or mails. */
const outside = {} as never;
const services = [
  intakeModule(outside),
  reviewModule,
  issuanceModule(outside),
  renewalModule(outside),
  notifyModule({ mailer: outside, outbox: null }),
];

/** Monday 2 March 2026, 9:00 in Shanghai. */
const monday = '2026-03-02T01:00:00.000Z';

const byPeople = { ...applicant, ...reviewers, ...line, ...counter };
const moves: Readonly<Record<string, Move>> = { onward, ...byPeople, ...clocks };

/** News on its way: some of it comes, or comes once more. */
const news: Readonly<Record<string, (house: House, pick: number) => void>> = {
  deliver: (house, pick) => {
    for (let left = pick % 40; left >= 0; left -= 1) {
      const lanes = house.waiting();
      if (lanes.length > 0) house.deliver(chosen(lanes, pick + left));
    }
  },
  redeliver: (house, pick) => house.redeliver(pick),
};

/** One step by its name, in the first case from this one on where it can be done; the number chooses persons and grounds. */
type Step = readonly [name: string, which: number, pick: number];

const step = (...names: readonly string[]): fc.Arbitrary<Step> =>
  fc.tuple(fc.constantFrom(...names), fc.nat({ max: cases.length - 1 }), fc.nat({ max: 9_999 }));

/** The halves of what takes two steps, since a crash may leave the one without the other. */
const halves = ['claimAlone', 'startLate', 'packAlone', 'submissionBreaksOff'];

/** Mostly the natural next step; now and then anything at all, and often enough what goes wrong or ends a case. */
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 40, arbitrary: step('onward') },
    { weight: 5, arbitrary: step(...Object.keys(byPeople)) },
    { weight: 4, arbitrary: step('reject', 'reject', 'fail', 'lose', 'damage', 'failReview') },
    { weight: 2, arbitrary: step(...halves, 'produceWithAny', 'requestOne') },
    { weight: 1, arbitrary: step('withdraw', 'releaseSlot', 'releaseSlot', 'refuse', 'turnAway') },
    { weight: 2, arbitrary: step(...Object.keys(clocks)) },
    { weight: 28, arbitrary: step('deliver') },
    { weight: 8, arbitrary: step('redeliver') },
  ),
  { minLength: 40, maxLength: 200, size: 'max' },
);

/** Who may lag a whole story behind the others: between these the races are. */
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
  'when-issuance-opened-then-reserve-serial-number',
  'when-order-moves-then-move-token',
  'when-key-ended-then-order-revocation',
  'when-revocation-ordered-then-revoke-certificates',
];

/** Whom the news does not reach before the end, and what is tried until then. */
export interface Story {
  readonly unreached: readonly string[];
  readonly steps: readonly Step[];
}
export const anyStory: fc.Arbitrary<Story> = fc.record({ unreached: fc.subarray(slow, { maxLength: 5 }), steps });

/** Tells a story, a minute a step; `afterStep` looks at the house behind each of them. */
export function told(story: Story, afterStep: (house: House) => void = () => undefined): House {
  const house = House.of(services, standIns, monday);
  fillShelf(house);
  house.pause(...story.unreached);
  for (const [name, which, pick] of story.steps) {
    house.now = minutesAfter(house.now, 1);
    news[name]?.(house, pick);
    const move = moves[name];
    if (move !== undefined) cases.some((_first, ahead) => move(house, chosen(cases, which + ahead), pick));
    afterStep(house);
  }
  return house;
}
