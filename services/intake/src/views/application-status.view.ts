import type { PublishedData } from '@ekey/contracts';
import type { View } from '@ekey/kernel';
import { dueOf, type Due } from './application-status/due-of';
import { issuancePart, reviewPart, type ToldPart } from './application-status/others.parts';
import { ownPart, type OwnPart } from './application-status/own.part';
import { remarksOf, type Remark } from './application-status/remarks-of';
import { readyDocuments, statusOf, toldOf, type Sources } from './application-status/status-of';
import { timelineOf, type ApplicationStep } from './application-status/timeline-of';
import { turnOf, type StatusCode, type Turn } from './status-codes';

/** A case as its applicant sees it. What is personal is still sealed. */
export interface ApplicationStatus {
  readonly own: OwnPart;
  readonly status: StatusCode;
  readonly readyDocuments: number;
  readonly turn: Turn;
  readonly due: Due | null;
  readonly remarks: readonly Remark[];
  /** Where and until when the key lies ready; `null` before. */
  readonly collection: {
    readonly pickupPointId: string;
    readonly papers: readonly string[];
    /** Old keys without which the new one is not handed over. */
    readonly toReturn: readonly string[];
    readonly collectBy: string;
  } | null;
  /** Of the key that the enterprise holds; `null` before it was collected. */
  readonly tokenSerial: string | null;
  readonly parcel: { readonly carrier: string; readonly trackingNumber: string } | null;
  /** It ends by itself if the applicant leaves it as it is. */
  readonly expiring: boolean;
  readonly timeline: readonly ApplicationStep[];
}

interface Parts {
  readonly own: OwnPart;
  readonly review: ToldPart;
  readonly issuance: ToldPart;
}

/** With the applicant, before a submission or after a rejection. */
const isExpiring = ({ stage, ended, collectedAt }: OwnPart): boolean =>
  stage === null && ended === null && collectedAt === null;

/** "How does my case stand, whose move is it, what was remarked?" */
export const applicationStatus: View<Parts, ApplicationStatus> = {
  name: 'application-status',
  version: 3,
  parts: { own: ownPart, review: reviewPart, issuance: issuancePart },
  answer: ({ own, review, issuance }) => {
    if (own === undefined) return null;
    const sources: Sources = { own, review, issuance };
    const status = statusOf(sources);
    return {
      own,
      status,
      readyDocuments: readyDocuments(own),
      turn: turn(status, sources),
      due: dueOf(status, sources),
      remarks: remarksOf(sources),
      ...whereTheKeyIs(sources),
      expiring: isExpiring(own),
      timeline: timelineOf(sources),
    };
  },
  indexes: {
    account: ({ own }) => own.accountId,
    startedAt: ({ own }) => own.startedAt,
    uscc: ({ own }) => own.uscc,
    /** Only of cases that expire if nobody touches them. */
    idleSince: ({ own, expiring }) => (expiring ? own.lastActivityAt : null),
  },
};

/** A final review that the applicant cannot put right is the authority's to go on with. */
function turn(status: StatusCode, { issuance }: Sources): Turn {
  const failure = toldOf(issuance, 'issuance.FinalReviewFailed.v1').at(-1);
  return status === 'FINAL_FAILED' && failure?.data['correctable'] === false ? 'issuing-authority' : turnOf[status];
}

type ToldReady = PublishedData<'issuance.KeyReadyForCollection.v1'>;

function whereTheKeyIs({ issuance }: Sources): Pick<ApplicationStatus, 'collection' | 'parcel' | 'tokenSerial'> {
  const collected = toldOf(issuance, 'issuance.KeyCollected.v1').at(-1)?.data;
  const ready = toldOf(issuance, 'issuance.KeyReadyForCollection.v1').at(-1)?.data;
  const sent = toldOf(issuance, 'issuance.KeyShipped.v1').at(-1)?.data;
  const { pickupPointId, papers, toReturn = [], collectBy } = (ready ?? {}) as ToldReady;
  return {
    collection: ready === undefined ? null : { pickupPointId, papers, toReturn, collectBy },
    tokenSerial: collected === undefined ? null : String(collected['tokenSerial']),
    parcel:
      sent === undefined ? null : { carrier: String(sent['carrier']), trackingNumber: String(sent['trackingNumber']) },
  };
}
