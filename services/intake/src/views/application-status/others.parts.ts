import { isProvidersAlone, type Published } from '@ekey/contracts';
import { viewPart, type FactSource } from '@ekey/kernel';

/** What review tells of a case. */
export const REVIEW = [
  'review.ApplicationPreVerified.v1',
  'review.ApplicationReVerified.v1',
  'review.ApplicationRejected.v1',
  'review.ApplicationRefused.v1',
  'review.DueDateSet.v1',
  'review.DeadlineBreached.v1',
] as const;

/** What issuance tells of a case. */
export const ISSUANCE = [
  'issuance.OldKeysRevoked.v1',
  'issuance.ProductionStarted.v1',
  'issuance.KeyMade.v1',
  'issuance.KeyShipped.v1',
  'issuance.KeyReceived.v1',
  'issuance.ParcelLost.v1',
  'issuance.RemakeOrdered.v1',
  'issuance.KeyReadyForCollection.v1',
  'issuance.FinalReviewPassed.v1',
  'issuance.FinalReviewFailed.v1',
  'issuance.KeyCollected.v1',
  'issuance.OrderEnded.v1',
  'issuance.DueDateSet.v1',
  'issuance.DeadlineBreached.v1',
] as const;

export type ReviewTold = Published<(typeof REVIEW)[number]>;
export type IssuanceTold = Published<(typeof ISSUANCE)[number]>;

/** A fact as it was told, of which a status keeps only what an applicant is shown. */
export interface Told<Type extends string = string> {
  readonly sequence: number;
  readonly at: string;
  readonly type: Type;
  readonly data: Readonly<Record<string, unknown>>;
}

/** All that one service has told of a case, in its order. */
export interface ToldPart {
  readonly told: readonly Told[];
}

/** Members that an applicant is never shown (who decided), or that would only repeat what the case knows. */
const LEFT_OUT = new Set([
  ...['caseId', 'kind', 'uscc', 'officer', 'preVerifier', 'maker', 'agencyId', 'nameCn', 'formNumber', 'formVersion'],
  ...['form', 'documents', 'sealImpressionUsable', 'certificates', 'sealId', 'parcelId', 'collector'],
]);

const shown = (data: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !LEFT_OUT.has(name)));

const partOf = <F extends ReviewTold | IssuanceTold>(from: FactSource, category: string, on: readonly F['type'][]) =>
  viewPart<ToldPart, F>({
    from,
    category,
    on,
    key: ({ data }) => ('kind' in data && isProvidersAlone(data.kind) ? null : data.caseId),
    project: (part, { type, data, meta }) => ({
      told: [...(part?.told ?? []), { sequence: meta.revision, at: meta.recordedAt, type, data: shown(data) }],
    }),
  });

export const reviewPart = partOf<ReviewTold>('review.events', 'review.Review', REVIEW);
export const issuancePart = partOf<IssuanceTold>('issuance.events', 'issuance.KeyOrder', ISSUANCE);
