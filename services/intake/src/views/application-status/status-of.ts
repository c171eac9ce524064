import { heldPages, lacks } from '@ekey/case-papers';
import { askedDocuments } from '../../key-application/asked-documents';
import type { StatusCode } from '../status-codes';
import type { Told, ToldPart } from './others.parts';
import type { OwnPart } from './own.part';

/** What the services have told so far; any of the others may lag or lead. */
export interface Sources {
  readonly own: OwnPart;
  readonly review?: ToldPart | undefined;
  readonly issuance?: ToldPart | undefined;
}

export const toldOf = (part: ToldPart | undefined, ...types: readonly string[]): readonly Told[] =>
  (part?.told ?? []).filter(({ type }) => types.includes(type));

/** The same whatever the order in which the sources arrived. */
export function statusOf(sources: Sources): StatusCode {
  return endOf(sources) ?? (isApproved(sources) ? productionOf(sources.issuance) : beforeApproval(sources));
}

/** How many of the documents that are asked for are ready to be submitted. */
export function readyDocuments(own: OwnPart): number {
  const asked = askedDocuments(own.replaces);
  return asked.length - lacks(own.documents, asked).length;
}

function endOf({ own, review, issuance }: Sources): StatusCode | null {
  if (own.collectedAt !== null || toldOf(issuance, 'issuance.KeyCollected.v1').length > 0)
    return own.activatedBefore || own.activation?.status === 'activated' ? 'DONE' : 'HANDED_OVER';
  switch (own.ended?.how) {
    case 'withdrawn':
      return 'WITHDRAWN';
    case 'expired':
      return 'EXPIRED';
    case 'refused':
      return 'REFUSED';
    case 'terminated':
      return 'TERMINATED';
    case undefined:
      if (toldOf(review, 'review.ApplicationRefused.v1').length > 0) return 'REFUSED';
      return toldOf(issuance, 'issuance.OrderEnded.v1').length > 0 ? 'TERMINATED' : null;
  }
}

const ofRound = (own: OwnPart, told: readonly Told[]): readonly Told[] =>
  told.filter(({ data }) => data['round'] === own.round);

/** Issuance begins only after the approval, so whatever it tells stands for one that is still on its way. */
const isApproved = ({ own, review, issuance }: Sources): boolean =>
  own.stage === 'approved' ||
  ofRound(own, toldOf(review, 'review.ApplicationReVerified.v1')).length > 0 ||
  (issuance?.told.length ?? 0) > 0;

const STATE_AFTER: Readonly<Record<string, StatusCode>> = {
  'issuance.ProductionStarted.v1': 'PRODUCING',
  'issuance.KeyMade.v1': 'PRODUCED',
  'issuance.KeyShipped.v1': 'SHIPPED',
  'issuance.KeyReceived.v1': 'ARRIVED',
  'issuance.KeyReadyForCollection.v1': 'READY_FOR_PICKUP',
  'issuance.FinalReviewFailed.v1': 'FINAL_FAILED',
  // Passed, at once or after a failure: the key waits to be taken.
  'issuance.FinalReviewPassed.v1': 'READY_FOR_PICKUP',
  // Lost, damaged or failed: the key is made again, without a new review.
  'issuance.ParcelLost.v1': 'APPROVED',
  'issuance.RemakeOrdered.v1': 'APPROVED',
};

function productionOf(issuance: ToldPart | undefined): StatusCode {
  const last = (issuance?.told ?? []).findLast(({ type }) => type in STATE_AFTER);
  return last === undefined ? 'APPROVED' : (STATE_AFTER[last.type] ?? 'APPROVED');
}

function beforeApproval({ own, review }: Sources): StatusCode {
  if (own.stage !== null) {
    const [rejection] = ofRound(own, toldOf(review, 'review.ApplicationRejected.v1'));
    if (rejection !== undefined) return rejected(rejection.data['stage']);
    const passed = ofRound(own, toldOf(review, 'review.ApplicationPreVerified.v1')).length > 0;
    return passed || own.stage === 're-verification' ? 'RECHECK' : 'PRECHECK';
  }
  if (own.returned !== null) return rejected(own.returned);
  if (own.formOpen) return 'DRAFT';
  const asked = askedDocuments(own.replaces);
  if (asked.every((slot) => heldPages(own.documents[slot]).length === 0)) return 'FORM_SUBMITTED';
  return readyDocuments(own) === asked.length && !own.formRejected ? 'READY' : 'UPLOADING';
}

const rejected = (stage: unknown): StatusCode =>
  stage === 're-verification' ? 'RECHECK_REJECTED' : 'PRECHECK_REJECTED';
