import type { Recorded } from '@ekey/kernel';
import { cases, usccs, type Case } from './cast';
import type { House } from './house';
import { applicationOf, APPLICATION, slotsOf, type Application } from './people/applicant';
import { CERTIFICATE, ORDER, orderOf, TOKEN, type Order } from './people/line';
import { REVIEW, reviewOf } from './people/reviewers';

/** What must never be, each as a sentence that says where it is; none where all is well. */
export type Invariant = (house: House) => readonly string[];

const broken = (is: boolean, sentence: string): readonly string[] => (is ? [sentence] : []);
const ofEach = (complaints: (house: House, of: Case) => readonly string[]): Invariant => (house) =>
  cases.flatMap((of) => complaints(house, of).map((sentence) => `${of.caseId}: ${sentence}`));

const isOpenOrder = ({ status }: Order): boolean => !['unknown', 'withdrawn-early', 'collected', 'ended'].includes(status);
const isSubmitted = ({ status, file }: Application): boolean =>
  status === 'under-review' || status === 'approved' || (status === 'open' && file.round > 0);

interface Certificate {
  readonly standing: 'unknown' | 'withheld' | 'on-hold' | 'live' | 'revoked';
  readonly caseId?: string;
  readonly use?: string;
}
const certificatesOf = (house: House, { caseId }: Case): readonly Certificate[] =>
  house
    .ids(CERTIFICATE)
    .map((serial) => house.state<Certificate>(CERTIFICATE, serial))
    .filter((certificate) => certificate.caseId === caseId);

const data = (fact: Recorded | undefined): Readonly<Record<string, unknown>> => (fact?.data ?? {}) as never;

const oneSubmissionOfAnEnterprise: Invariant = (house) =>
  usccs.flatMap((uscc) => {
    const submitted = cases.filter((of) => of.uscc === uscc && isSubmitted(applicationOf(house, of)));
    return broken(submitted.length > 1, `${uscc} has ${submitted.length} live submissions`);
  });

const noCertificateBeforeHandOver = ofEach((house, of) => {
  const live = certificatesOf(house, of).filter(({ standing }) => standing === 'live');
  return [
    ...broken(live.length > 0 && orderOf(house, of).status !== 'collected', 'a certificate is live before the hand-over'),
    ...broken(new Set(live.map(({ use }) => use)).size < live.length, 'two certificates of one use are live'),
  ];
});

const noTokenInTwoOrders: Invariant = (house) => {
  const held = cases.flatMap((of) => orderOf(house, of).making?.tokenSerial ?? []);
  return [
    ...broken(new Set(held).size < held.length, `a token is in two orders: ${held.join()}`),
    ...cases.flatMap((of) => {
      const serial = orderOf(house, of).making?.tokenSerial;
      const holder = serial === undefined ? null : house.state<{ holder: { caseId: string; attempt: number } | null }>(TOKEN, serial).holder;
      const isHeld = serial === undefined || (holder?.caseId === of.caseId && holder.attempt === orderOf(house, of).attempt);
      return broken(!isHeld, `${serial} is not held for the attempt at which it is used`);
    }),
  ];
};

/** On its way from one desk to the next a case may be on none; it is never on two. */
const desksOf = (house: House, of: Case): readonly string[] => [
  ...broken(applicationOf(house, of).status === 'open', 'applicant'),
  ...broken(reviewOf(house, of).status === 'under-review', 'review'),
  ...broken(isOpenOrder(orderOf(house, of)), 'issuance'),
];
const neverOnTwoDesks = ofEach((house, of) => {
  const desks = desksOf(house, of);
  return broken(desks.length > 1, `lies on two desks at once: ${desks.join()}`);
});

const dutiesAreSeparated = ofEach((house, of) => {
  let preVerifier: unknown = null;
  const complaints: string[] = [];
  for (const fact of house.facts(REVIEW, of.caseId)) {
    const { officer } = data(fact);
    if (fact.type === 'PreVerificationPassed') preVerifier = officer;
    if (/^ReVerification/.test(fact.type) && officer === preVerifier) complaints.push(`${officer} judged twice`);
  }
  let maker: unknown = null;
  const reVerifier = data(house.facts(ORDER, of.caseId).find(({ type }) => type === 'OrderOpened'))['reVerifier'];
  for (const fact of house.facts(ORDER, of.caseId)) {
    if (fact.type === 'ProductionStarted') maker = data(fact)['maker'];
    if (fact.type === 'ProductionStarted' && maker === reVerifier) complaints.push(`${maker} re-verified and makes the key`);
    if (fact.type === 'QualityPassed' && data(fact)['checker'] === maker) complaints.push(`${maker} checked his own key`);
  }
  return complaints;
});

/** What a collected key is, stays: for ever, whatever is told later. */
const collectedIsForEver = ofEach((house, of) => {
  const handedOver = house.facts(ORDER, of.caseId).some(({ type }) => type === 'KeyCollected');
  const taken = house.facts('intake.EnterpriseSlots', of.uscc);
  const held = taken.findIndex((fact) => fact.type === 'KeyHeld' && data(fact)['caseId'] === of.caseId);
  const after = held < 0 ? [] : taken.slice(held + 1);
  return [
    ...broken(handedOver && orderOf(house, of).status !== 'collected', 'its order goes on after the hand-over'),
    ...broken(after.some((fact) => fact.type === 'SlotReleased' && data(fact)['caseId'] === of.caseId), 'the slot of a key in hand is given back'),
    ...broken(held >= 0 && !slotsOf(house, of.uscc).keys.includes(of.caseId), 'a key in hand holds no slot'),
  ];
});

/** Holds at every moment, whoever may be behind with the news. */
export const always: Readonly<Record<string, Invariant>> = {
  'an enterprise has one live submission': oneSubmissionOfAnEnterprise,
  'a case has at most one live certificate of each use, and none before the hand-over': noCertificateBeforeHandOver,
  'no token is in two orders': noTokenInTwoOrders,
  'a case lies on one desk at a time': neverOnTwoDesks,
  'who pre-verified does not re-verify, who re-verified does not make, who made does not check': dutiesAreSeparated,
  'a key handed over keeps its slot for ever': collectedIsForEver,
};

const withdrawalWins = ofEach((house, of) => {
  const facts = house.facts(APPLICATION, of.caseId);
  const { status } = applicationOf(house, of);
  if (!facts.some(({ type }) => type === 'ApplicationWithdrawn') || status === 'collected') return [];
  return broken(status !== 'ended', 'goes on after its withdrawal');
});

const endsEverywhere = ofEach((house, of) => {
  const { status } = applicationOf(house, of);
  if (status !== 'ended') return [];
  const order = orderOf(house, of);
  const worth = certificatesOf(house, of).filter(({ standing }) => standing === 'live' || standing === 'on-hold');
  const tokens = house.ids(TOKEN).filter((serial) => {
    const token = house.state<{ status: string; holder: { caseId: string } | null }>(TOKEN, serial);
    return token.holder?.caseId === of.caseId && !['recalled', 'scrapped', 'assigned'].includes(token.status);
  });
  return [
    ...broken(order.status === 'collected' || isOpenOrder(order), `its order is ${order.status}`),
    ...broken(['under-review', 'returned'].includes(reviewOf(house, of).status), 'its review is still open'),
    ...broken(worth.length > 0, 'a certificate of it is not revoked'),
    ...broken(tokens.length > 0, `its tokens ${tokens.join()} are not called back`),
    ...broken(slotsOf(house, of.uscc).taken?.caseId === of.caseId && facts(house, of) > 0, 'it keeps its slot'),
  ];
});
const facts = (house: House, of: Case): number => applicationOf(house, of).file.round;

const handOverIsKnown = ofEach((house, of) => {
  const isCollected = orderOf(house, of).status === 'collected';
  const bound = house.state<{ status: string }>('intake.Enterprise', of.uscc);
  return [
    ...broken(isCollected !== (applicationOf(house, of).status === 'collected'), 'only one side knows of the hand-over'),
    ...broken(isCollected && !slotsOf(house, of.uscc).keys.includes(of.caseId), 'the key in hand holds no slot'),
    ...broken(isCollected && bound.status !== 'bound', 'nobody acts for the enterprise although it has its key'),
    ...broken(isCollected && certificatesOf(house, of).filter(({ standing }) => standing === 'live').length !== 2, 'its pair is not live'),
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
    ...broken(lists !== (isLive ? 1 : 0), `is on ${lists} lists as ${status}`),
    ...broken(queue !== null && (queue.due === null || house.answer('review/deadlines', of.caseId) === null), 'no clock runs in the review'),
    ...broken(isListed && (order.clock !== null) !== runs, `its clock ${runs ? 'does not run' : 'runs'} as ${order?.status}`),
    ...broken(isListed && (house.answer('issuance/deadlines', of.caseId) !== null) !== runs, 'its deadline is not watched as its clock runs'),
  ];
});

const labelOf: Readonly<Record<string, string>> = {
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
  const { status, how, file } = applicationOf(house, of);
  if (status === 'none') return [];
  const shown = house.answer<{ status: string }>('intake/application-status', of.caseId)?.status;
  const review = reviewOf(house, of);
  const should = (() => {
    if (status === 'collected') return file.activation?.status === 'activated' ? 'DONE' : 'HANDED_OVER';
    if (status === 'ended') return endLabels[how ?? ''];
    if (review.status === 'under-review') return review.stage === 'pre-verification' ? 'PRECHECK' : 'RECHECK';
    return labelOf[orderOf(house, of).status];
  })();
  return broken(should !== undefined && should !== shown, `is shown as ${shown} where it is ${should}`);
});

/** Holds where all news has been delivered. */
export const onceSettled: Readonly<Record<string, Invariant>> = {
  'a withdrawal wins before the hand-over': withdrawalWins,
  'what has ended has ended everywhere: order, certificates, token, slot': endsEverywhere,
  'what was handed over is known everywhere, live and bound': handOverIsKnown,
  'a live case is on exactly one list, with its clock': onOneList,
  'the applicant is shown where the case is': shownWhereItIs,
};

export const complaintsOf = (house: House, invariants: Readonly<Record<string, Invariant>>): readonly string[] =>
  Object.entries(invariants).flatMap(([name, holds]) => holds(house).map((sentence) => `${name}: ${sentence}`));
