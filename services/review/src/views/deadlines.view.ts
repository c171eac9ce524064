import { streamIdOf, viewPart, type View } from '@ekey/kernel';
import type { DueDateSet, StoredReviewEvent } from '../review/review.events';

/** A running clock: when it next wants attention, and by which editions of which years it was counted. */
export interface RunningDeadline {
  readonly caseId: string;
  readonly round: number;
  readonly stage: DueDateSet['data']['stage'];
  readonly dueAt: string;
  /** The next warning that was not given, or the due moment; `null` once it is breached. */
  readonly nextAt: string | null;
  readonly startYear: number;
  readonly startEdition: number;
  readonly dueYear: number;
  readonly dueEdition: number;
}

interface Clock {
  readonly due: DueDateSet['data'];
  readonly warnedAt: string;
  readonly breached: boolean;
}

function project(clock: Clock | null, fact: StoredReviewEvent): Clock | null {
  switch (fact.type) {
    case 'DueDateSet': {
      const stillLate = fact.data.restated && clock !== null && fact.data.dueAt <= clock.due.dueAt;
      const warnedAt = fact.data.restated ? (clock?.warnedAt ?? '') : '';
      return { due: fact.data, warnedAt, breached: stillLate && clock.breached };
    }
    case 'DeadlineNear':
      return clock && { ...clock, warnedAt: fact.data.warning.at };
    case 'DeadlineBreached':
      return clock && { ...clock, breached: true };
    default:
      return null;
  }
}

const nextOf = ({ due, warnedAt, breached }: Clock): string | null =>
  breached ? null : (due.warnings.find(({ at }) => at > warnedAt)?.at ?? due.dueAt);

function running(caseId: string, clock: Clock): RunningDeadline {
  const { round, stage, dueAt, editions } = clock.due;
  const years = Object.keys(editions).map(Number);
  const [startYear, dueYear] = [Math.min(...years), Math.max(...years)];
  return {
    caseId,
    round,
    stage,
    dueAt,
    nextAt: nextOf(clock),
    startYear,
    startEdition: editions[startYear] ?? -1,
    dueYear,
    dueEdition: editions[dueYear] ?? -1,
  };
}

/** Which clocks run, which wants attention next, and which were counted by a year that is known better by now? */
export const deadlines: View<{ clock: Clock }, RunningDeadline> = {
  name: 'deadlines',
  version: 1,
  parts: {
    clock: viewPart<Clock, StoredReviewEvent>({
      from: 'own',
      category: 'review.Review',
      on: [
        'DueDateSet',
        'DeadlineNear',
        'DeadlineBreached',
        'PreVerificationRejected',
        'ReVerificationPassed',
        'ReVerificationRejected',
        'ApplicationRefused',
        'ReviewClosed',
      ],
      key: ({ meta }) => streamIdOf(meta.stream),
      project,
    }),
  },
  answer: ({ clock }, caseId) => (clock ? running(caseId, clock) : null),
  indexes: {
    nextAt: ({ nextAt }) => nextAt,
    startYear: ({ startYear }) => startYear,
    startEdition: ({ startEdition }) => startEdition,
    dueYear: ({ dueYear }) => dueYear,
    dueEdition: ({ dueEdition }) => dueEdition,
  },
};
