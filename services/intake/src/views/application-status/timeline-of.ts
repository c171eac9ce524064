import { TimelineSources, type TimelineEntry } from '@ekey/case-papers';
import type { OwnMilestone } from './own.part';
import type { Told } from './others.parts';
import type { Sources } from './status-of';

type Source = 'intake' | 'review' | 'issuance';
export type ApplicationStep = TimelineEntry<Source>;

/** Who tells of an application. */
export const tellers = new TimelineSources<Source>(['intake', 'review', 'issuance']);

export function timelineOf({ own, review, issuance }: Sources): readonly ApplicationStep[] {
  const told =
    (source: 'review' | 'issuance') =>
    (fact: Told): ApplicationStep => ({
      source,
      sequence: fact.sequence,
      at: fact.at,
      code: fact.type.split('.')[1] ?? fact.type,
      detail: fact.data,
    });
  return tellers.inOrder([
    ...own.milestones.map(milestone),
    ...(review?.told ?? []).map(told('review')),
    ...(issuance?.told ?? []).map(told('issuance')),
  ]);
}

const milestone = ({ sequence, at, type, ...detail }: OwnMilestone): ApplicationStep => ({
  source: 'intake',
  sequence,
  at,
  code: type,
  detail,
});
