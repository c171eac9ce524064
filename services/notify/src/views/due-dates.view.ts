import type { Published } from '@ekey/contracts';
import { viewPart, type View } from '@ekey/kernel';
import { isReceiptStage } from '../notice/notice.events';

type DueDateSet = Published<'review.DueDateSet.v1'>;
interface DueDate {
  readonly round: number;
  readonly dueOn: string;
  readonly provisional: boolean;
}

/** "By when is what was submitted last answered, as far as that is known today?" */
export const dueDates: View<{ due: DueDate }, DueDate> = {
  name: 'due-dates',
  version: 1,
  parts: {
    due: viewPart<DueDate, DueDateSet>({
      from: 'review.events',
      category: 'review.Review',
      on: ['review.DueDateSet.v1'],
      key: ({ data }) => (isReceiptStage(data.stage) ? data.caseId : null),
      project: (_before, { data: { round = 1, dueOn, provisional } }) => ({ round, dueOn, provisional }),
    }),
  },
  answer: ({ due }) => due ?? null,
  indexes: {},
};
