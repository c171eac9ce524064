import type { Recorded } from '@ekey/kernel';
import { cases, usccs, type Case } from '../cast';
import type { House } from '../house';
import { applicationOf, ENTERPRISE_SLOTS, slotsOf, type Application } from '../people/applicant';
import { ORDER, orderOf, TOKEN } from '../people/line';
import { REVIEW, reviewOf } from '../people/reviewers';
import { certificatesOf, complainIf, isOpenOrder, ofEach, type Invariant } from './invariant';

const isSubmitted = ({ status, file }: Application): boolean =>
  status === 'under-review' || status === 'approved' || (status === 'open' && file.round > 0);

const dataOf = ({ data }: Recorded) => data as Readonly<Record<string, unknown>>;

const oneSubmissionOfAnEnterprise: Invariant = (house) =>
  usccs.flatMap((uscc) => {
    const submitted = cases.filter((of) => of.uscc === uscc && isSubmitted(applicationOf(house, of)));
    return complainIf(submitted.length > 1, `${uscc} has ${submitted.length} live submissions`);
  });

const noCertificateBeforeHandOver = ofEach((house, of) => {
  const live = certificatesOf(house, of).filter(({ standing }) => standing === 'live');
  return [
    ...complainIf(
      live.length > 0 && orderOf(house, of).status !== 'collected',
      'a certificate is live before the hand-over',
    ),
    ...complainIf(new Set(live.map(({ use }) => use)).size < live.length, 'two certificates of one use are live'),
  ];
});

interface Token {
  readonly holder: { readonly caseId: string; readonly attempt: number } | null;
}

const noTokenInTwoOrders: Invariant = (house) => {
  const used = cases.flatMap((of) => {
    const { making, attempt } = orderOf(house, of);
    return making === undefined ? [] : [{ caseId: of.caseId, attempt, serial: making.tokenSerial }];
  });
  return used.flatMap(({ serial, ...by }) => {
    const { holder } = house.state<Token>(TOKEN, serial);
    const isHeld = holder?.caseId === by.caseId && holder.attempt === by.attempt;
    return [
      ...complainIf(used.filter((each) => each.serial === serial).length > 1, `${serial} is in two orders`),
      ...complainIf(!isHeld, `${serial} is not held for attempt ${by.attempt} of ${by.caseId}, which uses it`),
    ];
  });
};

/** On its way from one desk to the next a case may be on none; it is never on two. */
const desksOf = (house: House, of: Case): readonly string[] => [
  ...complainIf(applicationOf(house, of).status === 'open', 'applicant'),
  ...complainIf(reviewOf(house, of).status === 'under-review', 'review'),
  ...complainIf(isOpenOrder(orderOf(house, of)), 'issuance'),
];
const neverOnTwoDesks = ofEach((house, of) => {
  const desks = desksOf(house, of);
  return complainIf(desks.length > 1, `lies on two desks at once: ${desks.join()}`);
});

const judgesAreTwo = ofEach((house, { caseId }) => {
  let preVerifier: unknown = null;
  return house.facts(REVIEW, caseId).flatMap((fact) => {
    const { officer } = dataOf(fact);
    if (fact.type === 'PreVerificationPassed') preVerifier = officer;
    return complainIf(/^ReVerification/.test(fact.type) && officer === preVerifier, `${officer} judged twice`);
  });
});

const makersAreOthers = ofEach((house, { caseId }) => {
  let [reVerifier, maker]: unknown[] = [];
  return house.facts(ORDER, caseId).flatMap((fact) => {
    const said = dataOf(fact);
    if (fact.type === 'OrderOpened') reVerifier = said['reVerifier'];
    if (fact.type === 'ProductionStarted') maker = said['maker'];
    return [
      ...complainIf(fact.type === 'ProductionStarted' && maker === reVerifier, `${maker} re-verified what he makes`),
      ...complainIf(fact.type === 'QualityPassed' && said['checker'] === maker, `${maker} checked what he made`),
    ];
  });
});

/** What a collected key is, stays: for ever, whatever is told later. */
const collectedIsForEver = ofEach((house, of) => {
  const handedOver = house.facts(ORDER, of.caseId).some(({ type }) => type === 'KeyCollected');
  const taken = house.facts(ENTERPRISE_SLOTS, of.uscc);
  const held = taken.findIndex((fact) => fact.type === 'KeyHeld' && dataOf(fact)['caseId'] === of.caseId);
  const after = held < 0 ? [] : taken.slice(held + 1);
  return [
    ...complainIf(handedOver && orderOf(house, of).status !== 'collected', 'its order goes on after the hand-over'),
    ...complainIf(
      after.some((fact) => fact.type === 'SlotReleased' && dataOf(fact)['caseId'] === of.caseId),
      'the slot of a key in hand is given back',
    ),
    ...complainIf(held >= 0 && !slotsOf(house, of.uscc).keys.includes(of.caseId), 'a key in hand holds no slot'),
  ];
});

/** Holds at every moment, whoever may be behind with the news. */
export const always: Readonly<Record<string, Invariant>> = {
  'an enterprise has one live submission': oneSubmissionOfAnEnterprise,
  'a case has at most one live certificate of each use, and none before the hand-over': noCertificateBeforeHandOver,
  'no token is in two orders': noTokenInTwoOrders,
  'a case lies on one desk at a time': neverOnTwoDesks,
  'who pre-verified does not re-verify': judgesAreTwo,
  'who re-verified does not make, and who made does not check': makersAreOthers,
  'a key handed over keeps its slot for ever': collectedIsForEver,
};
