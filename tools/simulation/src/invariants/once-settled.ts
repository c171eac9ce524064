import { applicationOf, APPLICATION, slotsOf, type Application } from '../people/applicant';
import { orderOf, TOKEN, type Order } from '../people/line';
import { reviewOf, type Review } from '../people/reviewers';
import { certificatesOf, complainIf, isOpenOrder, ofEach, type Invariant } from './invariant';

const withdrawalWins = ofEach((house, of) => {
  const facts = house.facts(APPLICATION, of.caseId);
  const { status } = applicationOf(house, of);
  if (!facts.some(({ type }) => type === 'ApplicationWithdrawn') || status === 'collected') return [];
  return complainIf(status !== 'ended', 'goes on after its withdrawal');
});

/** A slot that was only reserved is left to the clock of reservations. */
const endsEverywhere = ofEach((house, of) => {
  const { status, file } = applicationOf(house, of);
  if (status !== 'ended') return [];
  const order = orderOf(house, of);
  const worth = certificatesOf(house, of).filter(({ standing }) => standing === 'live' || standing === 'on-hold');
  const tokens = house.ids(TOKEN).filter((serial) => {
    const token = house.state<{ status: string; holder: { caseId: string } | null }>(TOKEN, serial);
    return token.holder?.caseId === of.caseId && !['recalled', 'scrapped', 'assigned'].includes(token.status);
  });
  return [
    ...complainIf(order.status === 'collected' || isOpenOrder(order), `its order is ${order.status}`),
    ...complainIf(['under-review', 'returned'].includes(reviewOf(house, of).status), 'its review is still open'),
    ...complainIf(worth.length > 0, 'a certificate of it is not revoked'),
    ...complainIf(tokens.length > 0, `its tokens ${tokens.join()} are not called back`),
    ...complainIf(
      slotsOf(house, of.uscc).taken.some(({ caseId }) => caseId === of.caseId) && file.round > 0,
      'it keeps its slot',
    ),
  ];
});

/** Whatever the certificates of earlier attempts were, they are revoked by now, or were never made. */
const onePairIsWorthSomething = ofEach((house, of) => {
  const worth = certificatesOf(house, of).filter(({ standing }) => standing === 'live' || standing === 'on-hold');
  const uses = new Set(worth.map(({ use }) => use));
  return complainIf(uses.size < worth.length, `${worth.length} certificates are live or may become so`);
});

const handOverIsKnown = ofEach((house, of) => {
  const isCollected = orderOf(house, of).status === 'collected';
  const bound = house.state<{ status: string }>('intake.Enterprise', of.uscc);
  return [
    ...complainIf(
      isCollected !== (applicationOf(house, of).status === 'collected'),
      'only one side knows of the hand-over',
    ),
    ...complainIf(isCollected && !slotsOf(house, of.uscc).keys.includes(of.caseId), 'the key in hand holds no slot'),
    ...complainIf(isCollected && bound.status !== 'bound', 'nobody acts for the enterprise although it has its key'),
    ...complainIf(
      isCollected && certificatesOf(house, of).filter(({ standing }) => standing === 'live').length !== 2,
      'its pair is not live',
    ),
  ];
});

/** On exactly one list as long as it lives, with a clock that runs there or stands still for a reason. */
const onOneList = ofEach((house, of) => {
  const { status } = applicationOf(house, of);
  if (status === 'none') return [];
  const shown = house.answer<{ expiring: boolean }>('intake/application-status', of.caseId);
  const queue = house.answer<{ due: object | null }>('review/review-queue', of.caseId);
  const order = house.answer<{ status: string; clock: object | null }>('issuance/order-list', of.caseId);
  const isListed = order !== null && !['collected', 'withdrawn', 'terminated'].includes(order.status);
  const lists = [shown?.expiring === true, queue !== null, isListed].filter(Boolean).length;
  const isLive = status !== 'ended' && status !== 'collected';
  const runs = ['to-make', 'producing', 'received'].includes(order?.status ?? '');
  return [
    ...complainIf(lists !== (isLive ? 1 : 0), `is on ${lists} lists as ${status}`),
    ...complainIf(
      queue !== null && (queue.due === null || house.answer('review/deadlines', of.caseId) === null),
      'no clock runs in the review',
    ),
    ...complainIf(
      isListed && (order.clock !== null) !== runs,
      `its clock ${runs ? 'does not run' : 'runs'} as ${order?.status}`,
    ),
    ...complainIf(
      isListed && (house.answer('issuance/deadlines', of.caseId) !== null) !== runs,
      'its deadline is not watched as its clock runs',
    ),
  ];
});

const orderLabels: Readonly<Record<string, string>> = {
  'to-make': 'APPROVED',
  producing: 'PRODUCING',
  made: 'PRODUCED',
  shipped: 'SHIPPED',
  received: 'ARRIVED',
  ready: 'READY_FOR_PICKUP',
  reviewed: 'READY_FOR_PICKUP',
  'final-failed': 'FINAL_FAILED',
};
const endLabels: Readonly<Record<string, string>> = {
  withdrawn: 'WITHDRAWN',
  expired: 'EXPIRED',
  refused: 'REFUSED',
  terminated: 'TERMINATED',
};

/** The applicant is told where the case is, by the word that the procedure has for it. */
const shownWhereItIs = ofEach((house, of) => {
  const shown = house.answer<{ status: string }>('intake/application-status', of.caseId)?.status;
  const should = labelOf(applicationOf(house, of), reviewOf(house, of), orderOf(house, of));
  return complainIf(should !== undefined && should !== shown, `is shown as ${shown} where it is ${should}`);
});

/** Nothing while the applicant has it in hand: how far he has come with it is for intake alone to say. */
function labelOf({ status, how, file }: Application, review: Review, order: Order): string | undefined {
  if (status === 'collected') return file.activation?.status === 'activated' ? 'DONE' : 'HANDED_OVER';
  if (how !== undefined) return endLabels[how];
  if (review.status === 'under-review') return review.stage === 'pre-verification' ? 'PRECHECK' : 'RECHECK';
  return orderLabels[order.status];
}

/** Holds where all news has been delivered. */
export const onceSettled: Readonly<Record<string, Invariant>> = {
  'a withdrawal wins before the hand-over': withdrawalWins,
  'what has ended has ended everywhere: order, certificates, token, slot': endsEverywhere,
  'a case has at most one pair of certificates that is worth anything': onePairIsWorthSomething,
  'what was handed over is known everywhere, live and bound': handOverIsKnown,
  'a live case is on exactly one list, with its clock': onOneList,
  'the applicant is shown where the case is': shownWhereItIs,
};
