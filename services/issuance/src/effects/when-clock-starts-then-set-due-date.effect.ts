import type { Clock, Effect } from '@ekey/kernel';
import type { WorkingCalendar } from '@ekey/working-days';
import type { SetDueDate } from '../key-order/key-order.commands';
import { workingDaysOf, type DueStage, type KeyReceived, type RemakeOrdered } from '../key-order/key-order.events';

export interface DuePorts {
  readonly calendar: () => Promise<WorkingCalendar>;
  readonly clock: Clock;
}

/** Every remake starts a clock of its own, in full; the receipt of the parcel starts the one for telling the enterprise. */
export const whenClockStartsThenSetDueDate: Effect<RemakeOrdered | KeyReceived, SetDueDate, DuePorts> = {
  name: 'when-clock-starts-then-set-due-date',
  on: ['RemakeOrdered', 'KeyReceived'],
  act: async ({ type, data }, { calendar, clock }) => {
    const stage: DueStage = type === 'RemakeOrdered' ? 're-verification-and-making' : 'pickup-notice';
    const startedAt = type === 'RemakeOrdered' ? data.orderedAt : data.receivedAt;
    const due = (await calendar()).dueAt(startedAt, workingDaysOf[stage]);
    return { type: 'SetDueDate', data: { stage, attempt: data.attempt, startedAt, ...due, now: clock.now() } };
  },
};
