import { minutesAfter, type Case } from '../cast';
import type { House } from '../house';
import { applicant, applicationOf } from './applicant';
import { counter } from './counter';
import { line, orderOf } from './line';
import type { Move } from './move';
import { reviewers, reviewOf } from './reviewers';

const steps: Readonly<Record<string, readonly Move[]>> = {
  'to-make': [line.produce],
  producing: [line.requestBoth, line.check],
  made: [line.sendLetter, line.ship],
  shipped: [line.receive, line.lose],
  received: [counter.notify],
  ready: [counter.passReview],
  reviewed: [counter.handOver, line.sendLetter],
  'final-failed': [counter.passReview, counter.terminate],
};

/** What would come next in this case, in turn, as each desk sees it: news of elsewhere may not have come there yet. */
function movesOn(house: House, of: Case): readonly Move[] {
  const review = reviewOf(house, of);
  const ofOrder = steps[orderOf(house, of).status];
  if (ofOrder !== undefined) return ofOrder;
  if (review.status === 'under-review') return review.proposal ? [reviewers.decline] : [reviewers.pass];
  const { status, file } = applicationOf(house, of);
  if (status === 'none') return [applicant.start];
  if (status !== 'open') return [];
  if (file.formOpen) return [applicant.submitForm];
  return [file.formRejected ? applicant.reopenForm : applicant.uploadWhatLacks, applicant.confirm];
}

/** The natural next step, by people who may take it; another officer where the first one's hands are tied. */
export const onward: Move = (house, of, pick) => {
  for (const move of movesOn(house, of)) {
    for (const turn of [0, 1, 2, 3]) if (move(house, of, pick + turn)) return true;
  }
  return false;
};

/** A claim that holds the others up lapses after half an hour. */
const waitForLease = (house: House): void => void (house.now = minutesAfter(house.now, 31));

/**
 * Takes one case to its end by whatever somebody may do next, with all news delivered in between.
 * @returns the moves that it took, or `null` where nobody could do anything more
 */
export function drivenToItsEnd(house: House, of: Case, settle: (house: House) => void): number | null {
  for (let taken = 0; taken < MOST_MOVES; taken += 1) {
    settle(house);
    const { status } = applicationOf(house, of);
    if (status === 'collected' || status === 'ended') return taken;
    if (onward(house, of, taken)) continue;
    waitForLease(house);
    // Whose enterprise has its key from elsewhere, or another case under way, can only give up.
    if (!onward(house, of, taken) && !applicant.withdraw(house, of, taken)) return null;
  }
  return null;
}

const MOST_MOVES = 60;
