import type { Published } from '@ekey/contracts';
import type { AsStored, Publication, Publisher, Recorded, Sealed } from '@ekey/kernel';
import type { CertificateEvent } from '../certificate/certificate.events';
import type { KeyOrderEvent, OfDelivery, personalData } from '../key-order/key-order.events';
import type { RenewalOrderEvent } from '../renewal-order/renewal-order.events';
import type { RevocationEvent } from '../revocation/revocation.events';
import type { UnlockEvent } from '../unlock/unlock.events';

type Told =
  AsStored<KeyOrderEvent, typeof personalData> | CertificateEvent | RenewalOrderEvent | RevocationEvent | UnlockEvent;
type Fact<Type extends Told['type']> = Extract<Told, { type: Type }>['data'];

/** Field by field, so that what is added to a fact later does not leave the service by itself. */
const publications: {
  readonly [Type in Told['type']]?: (data: Fact<Type>) => Published;
} = {
  ProductionStarted: ({ caseId, kind, uscc, attempt, tokenSerial, maker, startedAt }) => ({
    type: 'issuance.ProductionStarted.v1',
    data: { caseId, kind, uscc, attempt, tokenSerial, maker, startedAt },
  }),
  OldKeysRevoked: ({ caseId, kind, uscc, tokens, toReturn, revokedAt }) => ({
    type: 'issuance.OldKeysRevoked.v1',
    data: { caseId, kind, uscc, tokens: [...tokens], toReturn: [...toReturn], revokedAt },
  }),
  KeyMade: ({ caseId, kind, uscc, attempt, tokenSerial, certificates, sealId, notAfter, madeAt }) => ({
    type: 'issuance.KeyMade.v1',
    data: { caseId, kind, uscc, attempt, tokenSerial, certificates, sealId, notAfter, madeAt },
  }),
  KeyShipped: (data) => ({
    type: 'issuance.KeyShipped.v1',
    data: {
      ...deliveryOf(data),
      parcelId: data.parcelId,
      carrier: data.carrier,
      trackingNumber: data.trackingNumber,
      shippedAt: data.shippedAt,
    },
  }),
  KeyReceived: (data) => ({
    type: 'issuance.KeyReceived.v1',
    data: { ...deliveryOf(data), parcelId: data.parcelId, receivedAt: data.receivedAt },
  }),
  KeyLost: ({ caseId, kind, uscc, attempt, parcelId, ground, reportedAt }) => ({
    type: 'issuance.ParcelLost.v1',
    data: { caseId, kind, uscc, attempt, parcelId, ground, reportedAt },
  }),
  RemakeOrdered: ({ caseId, kind, uscc, attempt, ground, orderedAt }) => ({
    type: 'issuance.RemakeOrdered.v1',
    data: { caseId, kind, uscc, attempt, ground, orderedAt },
  }),
  KeyReadyForCollection: (data) => ({
    type: 'issuance.KeyReadyForCollection.v1',
    data: { ...deliveryOf(data), ...toBring(data), noticeAt: data.noticeAt, collectBy: data.collectBy },
  }),
  CollectionReminded: (data) => ({
    type: 'issuance.CollectionReminded.v1',
    data: {
      ...deliveryOf(data),
      ...toBring(data),
      daysAfter: data.daysAfter,
      collectBy: data.collectBy,
      remindedAt: data.remindedAt,
    },
  }),
  FinalReviewPassed: ({ caseId, kind, uscc, attempt, tokenSerial, decidedAt }) => ({
    type: 'issuance.FinalReviewPassed.v1',
    data: { caseId, kind, uscc, attempt, tokenSerial, decidedAt },
  }),
  FinalReviewFailed: ({ caseId, kind, uscc, attempt, tokenSerial, reasons, correctable, remark, decidedAt }) => ({
    type: 'issuance.FinalReviewFailed.v1',
    data: {
      ...{ caseId, kind, uscc, attempt, tokenSerial, correctable, decidedAt },
      reasons: reasons.map(({ code, target }) => ({ code, target })),
      // A failed final review is never recorded without its remark; only its key may be gone.
      remark: remark as Sealed,
    },
  }),
  KeyCollected: (data) => ({
    type: 'issuance.KeyCollected.v1',
    data: {
      ...deliveryOf(data),
      certificates: data.certificates,
      collector: data.collector,
      collectedAt: data.collectedAt,
    },
  }),
  OrderEnded: ({ caseId, kind, uscc, ground, endedAt }) => ({
    type: 'issuance.OrderEnded.v1',
    data: { caseId, kind, uscc, ground, endedAt },
  }),
  DueDateSet: (data) => ({ type: 'issuance.DueDateSet.v1', data: dueOf(data) }),
  DeadlineBreached: (data) => ({
    type: 'issuance.DeadlineBreached.v1',
    data: { ...dueOf(data), breachedAt: data.breachedAt },
  }),
  RenewalMade: ({ caseId, uscc, attempt, certificates, chain, seal, madeAt }) => ({
    type: 'issuance.RenewalMade.v1',
    data: { caseId, uscc, attempt, certificates, chain: [...chain], seal, madeAt },
  }),
  RenewalRequestRefused: ({ caseId, uscc, attempt, use, code, refusedAt }) => ({
    type: 'issuance.RenewalRequestRefused.v1',
    data: { caseId, uscc, attempt, use, code, at: refusedAt },
  }),
  // What is issued leaves only once its hold is published.
  HoldPublished: ({ serial, caseId, uscc, use, notBefore, notAfter, publishedAt }) => ({
    type: 'issuance.CertificateIssued.v1',
    data: { serial, caseId, uscc, use, notBefore, notAfter, at: publishedAt },
  }),
  CertificateActivated: ({ serial, caseId, uscc, at }) => ({
    type: 'issuance.CertificateActivated.v1',
    data: { serial, caseId, uscc, at },
  }),
  CertificateSuspended: ({ serial, caseId, uscc, at }) => ({
    type: 'issuance.CertificateSuspended.v1',
    data: { serial, caseId, uscc, at },
  }),
  CertificateReinstated: ({ serial, caseId, uscc, at }) => ({
    type: 'issuance.CertificateReinstated.v1',
    data: { serial, caseId, uscc, at },
  }),
  CertificateRevoked: ({ serial, caseId, uscc, reason, at }) => ({
    type: 'issuance.CertificateRevoked.v1',
    data: { serial, caseId, uscc, reason, at },
  }),
  KeySuspended: ({ key: { caseId, uscc, attempt, tokenSerial }, ground, withRequest, reference, suspendedAt }) => ({
    type: 'issuance.KeySuspended.v1',
    data: { caseId, uscc, attempt, tokenSerial, ground, withRequest, reference, suspendedAt },
  }),
  KeyReinstated: ({ caseId, tokenSerial, proposedBy, by, reinstatedAt }) => ({
    type: 'issuance.KeyReinstated.v1',
    data: { caseId, tokenSerial, because: whyReinstated(proposedBy, by), reinstatedAt },
  }),
  KeyGivenUp: ({ replacement, tokenSerial, givenUpAt }) => ({
    type: 'issuance.KeyGivenUp.v1',
    data: { caseId: replacement, tokenSerial, givenUpAt },
  }),
  KeyRevoked: ({ caseId, uscc, attempt, tokenSerial, ground, requester, reference, revokedAt }) => ({
    type: 'issuance.KeyRevoked.v1',
    data: { caseId, uscc, attempt, tokenSerial, ground, requester, reference, revokedAt },
  }),
  RevocationRequestAnswered: ({ caseId, tokenSerial, requestId, outcome, answeredAt }) => ({
    type: 'issuance.RevocationRequestAnswered.v1',
    data: { caseId, tokenSerial, requestId, outcome, answeredAt },
  }),
  UnlockRequestedOnLine: ({ key: { tokenSerial }, request: { caseId, requestId }, requestedAt: takenAt }) => ({
    type: 'issuance.UnlockRequestTaken.v1',
    data: { caseId, tokenSerial, requestId, takenAt },
  }),
  UnlockRequestAnswered: ({ caseId, tokenSerial, requestId, outcome, answeredAt }) => ({
    type: 'issuance.UnlockRequestAnswered.v1',
    data: { caseId, tokenSerial, requestId, outcome, answeredAt },
  }),
  KeyUnlocked: ({ caseId, tokenSerial, unlockedAt }) => ({
    type: 'issuance.KeyUnlocked.v1',
    data: { caseId, tokenSerial, unlockedAt },
  }),
};

/** No officer confirms his own proposal: who stands for both is the enterprise, which has found its key. */
function whyReinstated(proposedBy: string | null, by: string): 'lifted' | 'request-rejected' | 'found-again' {
  if (proposedBy === null) return 'request-rejected';
  return proposedBy === by ? 'found-again' : 'lifted';
}

const deliveryOf = ({ caseId, kind, uscc, attempt, tokenSerial, agencyId, pickupPointId }: OfDelivery) => ({
  caseId,
  kind,
  uscc,
  attempt,
  tokenSerial,
  agencyId,
  pickupPointId,
});

const toBring = ({ papers, toReturn }: Fact<'KeyReadyForCollection' | 'CollectionReminded'>) => ({
  papers: [...papers],
  ...(toReturn && { toReturn: [...toReturn] }),
});

const dueOf = (data: Omit<Fact<'DueDateSet'>, 'setAt'>) => {
  const { caseId, kind, stage, round, attempt, startedAt, dueAt, dueOn, provisional } = data;
  return { caseId, kind, stage, round, attempt, startedAt, dueAt, dueOn, provisional };
};

/** What the other services learn of keys and certificates. */
export const issuancePublisher: Publisher<Told> = {
  service: 'issuance',
  publish: (fact: Recorded<Told>): Publication | null => {
    const publish = publications[fact.type] as ((data: object) => Published) | undefined;
    if (publish === undefined) return null;
    const { type, data } = publish(fact.data);
    return { type, subject: (data as { caseId: string }).caseId, data };
  },
};
