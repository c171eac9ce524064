import { Inject, Injectable } from '@nestjs/common';
import { clockEnvelope, Commands, VIEWS, type ClockDoor } from '@ekey/platform';
import type { Condition, ViewStore } from '@ekey/views';
import { knownYears } from '../calendar/known-years';
import type { ReviewCommand } from '../review/review.commands';
import { HandleReview } from '../review/review.handler';
import { calendarYears } from '../views/calendar.view';
import { deadlines, type RunningDeadline } from '../views/deadlines.view';

const BATCH = 200;

/** Has due dates warned of, breaches recorded, and what was counted by a year now known better counted anew. */
@Injectable()
export class DeadlinesClock implements ClockDoor {
  readonly name = 'deadlines';
  readonly everyMs = 15_000;
  private looking = false;

  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  async tick(now: string): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      await this.applyLoadedYears(now);
      await this.checkWhatIsDue(now);
    } finally {
      this.looking = false;
    }
  }

  /** The view may lag: what was dealt with already is nothing to the decider. */
  private async checkWhatIsDue(now: string): Promise<void> {
    for await (const { caseId, round, stage, dueAt, nextAt } of this.all({ nextAt: { to: now } })) {
      const key = `check/${caseId}/${round}/${stage}/${dueAt}/${nextAt}`;
      await this.send(caseId, { type: 'CheckDeadline', data: { now } }, key, now);
    }
  }

  private async applyLoadedYears(now: string): Promise<void> {
    const { items: years } = await this.views.find(calendarYears, { limit: BATCH });
    for (const { year, edition } of knownYears(years)) {
      const command = { type: 'ApplyCalendar', data: { years } } as const;
      const counted: readonly Record<string, Condition>[] = [
        { dueYear: year, dueEdition: { to: edition } },
        { startYear: year, startEdition: { to: edition } },
      ];
      for (const where of counted) {
        for await (const { caseId, round, stage } of this.all(where)) {
          await this.send(caseId, command, `calendar/${caseId}/${round}/${stage}/${year}/${edition}`, now);
        }
      }
    }
  }

  private async send(caseId: string, command: ReviewCommand, key: string, now: string): Promise<void> {
    await this.commands.try(HandleReview, caseId, command, clockEnvelope(this.name, now, key));
  }

  private async *all(where: Record<string, Condition>): AsyncGenerator<RunningDeadline> {
    let after: string | undefined;
    do {
      const page = await this.views.find(deadlines, { where, limit: BATCH, ...(after === undefined ? {} : { after }) });
      yield* page.items;
      after = page.next;
    } while (after !== undefined);
  }
}
