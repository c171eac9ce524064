import type { OwnMilestone } from './own.part';
import type { Told } from './others.parts';
import type { Sources } from './status-of';

/** One step of a case as its applicant is told it. */
export interface TimelineEntry {
  readonly source: 'intake' | 'review' | 'issuance';
  /** Grows within its source. */
  readonly sequence: number;
  readonly at: string;
  /** The name of the fact, without service and version. */
  readonly code: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** How far a reader has read in each source, since a late source may tell of an earlier time. */
export interface TimelinePosition {
  readonly intake: number;
  readonly review: number;
  readonly issuance: number;
}

export const BEGINNING: TimelinePosition = { intake: -1, review: -1, issuance: -1 };

const POSITION = /^(-1|\d{1,9})\.(-1|\d{1,9})\.(-1|\d{1,9})$/;

/** As text, for the query string. */
export const positionText = ({ intake, review, issuance }: TimelinePosition): string =>
  `${intake}.${review}.${issuance}`;

/** @returns `null` where the text is no position. */
export function parsePosition(text: string): TimelinePosition | null {
  const match = POSITION.exec(text);
  if (match === null) return null;
  const [intake = -1, review = -1, issuance = -1] = match.slice(1).map(Number);
  return { intake, review, issuance };
}

export function timelineOf({ own, review, issuance }: Sources): readonly TimelineEntry[] {
  const told =
    (source: 'review' | 'issuance') =>
    (fact: Told): TimelineEntry => ({
      source,
      sequence: fact.sequence,
      at: fact.at,
      code: fact.type.split('.')[1] ?? fact.type,
      detail: fact.data,
    });
  const entries = [
    ...own.milestones.map(milestone),
    ...(review?.told ?? []).map(told('review')),
    ...(issuance?.told ?? []).map(told('issuance')),
  ];
  return entries.sort((one, other) => (one.at === other.at ? 0 : one.at < other.at ? -1 : 1));
}

const milestone = ({ sequence, at, type, ...detail }: OwnMilestone): TimelineEntry => ({
  source: 'intake',
  sequence,
  at,
  code: type,
  detail,
});

/** The entries behind a position, and the position behind them. */
export function entriesAfter(entries: readonly TimelineEntry[], after: TimelinePosition) {
  const fresh = entries.filter(({ source, sequence }) => sequence > after[source]);
  const position = fresh.reduce<TimelinePosition>(
    (reached, { source, sequence }) => ({ ...reached, [source]: Math.max(reached[source], sequence) }),
    after,
  );
  return { fresh, position };
}
