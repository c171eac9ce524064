import type { Published } from '@ekey/contracts';
import { viewPart } from '@ekey/kernel';
import type { Milestone } from './own.part';

/** What review tells of a renewal. */
export const REVIEW = [
  'review.ApplicationReVerified.v1',
  'review.ApplicationRejected.v1',
  'review.DueDateSet.v1',
  'review.DeadlineBreached.v1',
] as const;

type Told = Published<(typeof REVIEW)[number]>;

export interface Due {
  readonly round: number;
  readonly dueOn: string;
  readonly provisional: boolean;
  readonly breached: boolean;
}

export interface ReviewPart {
  /** Of the newest round. */
  readonly due: Due | null;
  readonly milestones: readonly Milestone[];
}

/** Who decided is not told, and what the renewal knows is not repeated. */
const TOLD: readonly string[] = ['round', 'reasons', 'remark', 'stage', 'dueOn', 'provisional'];

export const reviewPart = viewPart<ReviewPart, Told>({
  from: 'review.events',
  category: 'review.Review',
  on: REVIEW,
  key: ({ data }) => (data.kind === 'renewal' ? data.caseId : null),
  project: (part, { type, data, meta }) => {
    const detail = Object.fromEntries(Object.entries(data).filter(([name]) => TOLD.includes(name)));
    const code = type.split('.')[1] ?? type;
    const milestones = [...(part?.milestones ?? []), { sequence: meta.revision, at: meta.recordedAt, code, detail }];
    if (type !== 'review.DueDateSet.v1' && type !== 'review.DeadlineBreached.v1')
      return { due: part?.due ?? null, milestones };
    const { round = 1, dueOn, provisional } = data;
    return { due: { round, dueOn, provisional, breached: type === 'review.DeadlineBreached.v1' }, milestones };
  },
});
