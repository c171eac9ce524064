import { streamIdOf, viewPart, type AsStored, type Recorded, type View } from '@ekey/kernel';
import type { DueStage, KeyOrderEvent, personalData, WarningGround } from '../key-order/key-order.events';
import { stillTold } from '../key-order/key-order.state';

type Told = AsStored<KeyOrderEvent, typeof personalData>;

interface Entry {
  readonly stage: DueStage;
  readonly attempt: number;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly provisional: boolean;
  readonly warned: readonly WarningGround[];
  readonly breached: boolean;
}
export interface RunningDeadline extends Entry {
  readonly caseId: string;
}

function project(entry: Entry | null, { type, data }: Recorded<Told>): Entry | null {
  switch (type) {
    case 'OrderOpened':
      return running(entry, { ...data.due, stage: 're-verification-and-making', attempt: 1 });
    case 'DueDateSet':
      return running(entry, data);
    case 'DeadlineNear':
      return entry && { ...entry, warned: [...entry.warned, ...data.grounds] };
    case 'DeadlineBreached':
      return entry && { ...entry, breached: true };
    default:
      return null;
  }
}

const running = (
  before: Entry | null,
  { stage, attempt, startedAt, dueAt, provisional }: Omit<Entry, 'warned' | 'breached'>,
): Entry => ({
  stage,
  attempt,
  startedAt,
  dueAt,
  provisional,
  ...stillTold(before, { dueAt }),
});

interface Parts {
  readonly order: Entry;
}

/** Which clocks are running, and until when? */
export const deadlines: View<Parts, RunningDeadline> = {
  name: 'deadlines',
  version: 2,
  parts: {
    order: viewPart<Entry, Told>({
      from: 'own',
      category: 'issuance.KeyOrder',
      on: [
        'OrderOpened',
        'DueDateSet',
        'DeadlineNear',
        'DeadlineBreached',
        'KeyMade',
        'RemakeOrdered',
        'KeyReadyForCollection',
        'OrderEnded',
      ],
      key: ({ meta }) => streamIdOf(meta.stream),
      project,
    }),
  },
  answer: ({ order }, caseId) => (order === undefined ? null : { caseId, ...order }),
  indexes: { dueAt: ({ dueAt }) => dueAt },
};
