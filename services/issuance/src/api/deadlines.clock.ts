import { Inject, Injectable } from '@nestjs/common';
import { canonicalJson } from '@ekey/kernel';
import { caseByCase, clockEnvelope, Commands, VIEWS, type ClockDoor } from '@ekey/platform';
import { everyAnswer, type ViewStore } from '@ekey/views';
import type { WorkingCalendar } from '@ekey/working-days';
import type { KeyOrderCommand } from '../key-order/key-order.commands';
import { workingDaysOf } from '../key-order/key-order.events';
import { HandleKeyOrder } from '../key-order/key-order.handler';
import { deadlines, type RunningDeadline } from '../views/deadlines.view';
import { Calendars } from './calendars';

/** Warns at half time and one day before, records what is late, and restates what a year that was published or amended since counts otherwise. */
@Injectable()
export class DeadlinesClock implements ClockDoor {
  readonly name = 'issuance-deadlines';
  readonly everyMs = 60_000;

  constructor(
    private readonly commands: Commands,
    private readonly calendars: Calendars,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  async tick(now: string): Promise<void> {
    const calendar = await this.calendars.current();
    await caseByCase(
      everyAnswer(this.views, deadlines, { orderBy: 'dueAt' }),
      ({ caseId }) => caseId,
      (deadline) => this.look(deadline, calendar, now),
    );
  }

  private async look(deadline: RunningDeadline, calendar: WorkingCalendar, now: string): Promise<void> {
    const { caseId, attempt, dueAt } = deadline;
    const command = restatement(deadline, calendar, now) ?? breach(deadline, now) ?? warning(deadline, calendar, now);
    if (command === null) return;
    const { now: _now, ...said } = command.data;
    const key = canonicalJson([caseId, attempt, dueAt, command.type, said]);
    await this.commands.try(HandleKeyOrder, caseId, command, clockEnvelope(this.name, now, key));
  }
}

function restatement(deadline: RunningDeadline, calendar: WorkingCalendar, now: string): KeyOrderCommand | null {
  const { stage, attempt, startedAt } = deadline;
  const due = calendar.dueAt(startedAt, workingDaysOf[stage]);
  if (due.dueAt === deadline.dueAt && due.provisional === deadline.provisional) return null;
  // Review has counted by a year that is still on its way to here.
  if (due.provisional && !deadline.provisional) return null;
  return { type: 'SetDueDate', data: { stage, attempt, startedAt, ...due, now } };
}

function breach({ stage, dueAt, breached }: RunningDeadline, now: string): KeyOrderCommand | null {
  return breached || now < dueAt ? null : { type: 'RecordDeadlineBreach', data: { stage, dueAt, now } };
}

/** What was missed together is told together. */
function warning(deadline: RunningDeadline, calendar: WorkingCalendar, now: string): KeyOrderCommand | null {
  const { stage, startedAt, dueAt, warned, breached } = deadline;
  if (breached) return null;
  const due = calendar.warnings(startedAt, dueAt).filter(({ at }) => at <= now);
  const grounds = due.flatMap((each) => each.grounds).filter((ground) => !warned.includes(ground));
  return grounds.length === 0 ? null : { type: 'WarnOfDeadline', data: { stage, dueAt, grounds, now } };
}
