import { Inject, Injectable } from '@nestjs/common';
import { caseByCase, clockEnvelope, Commands, VIEWS, type ClockDoor } from '@ekey/platform';
import { everyAnswer, type Condition, type ViewStore } from '@ekey/views';
import { knownYears } from '../calendar/known-years';
import type { ReviewCommand } from '../review/review.commands';
import { HandleReview } from '../review/review.handler';
import { calendarYears } from '../views/calendar.view';
import { deadlines } from '../views/deadlines.view';

const YEARS = 200;

/** Has due dates warned of, breaches recorded, and what was counted by a year now known better counted anew. */
@Injectable()
export class DeadlinesClock implements ClockDoor {
  readonly name = 'deadlines';
  readonly everyMs = 15_000;

  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  async tick(now: string): Promise<void> {
    await this.applyLoadedYears(now);
    await this.checkWhatIsDue(now);
  }

  /** The view may lag: what was dealt with already is nothing to the decider. */
  private async checkWhatIsDue(now: string): Promise<void> {
    await caseByCase(
      everyAnswer(this.views, deadlines, { where: { nextAt: { to: now } } }),
      ({ caseId }) => caseId,
      ({ caseId, round, stage, dueAt, nextAt }) => {
        const key = `check/${caseId}/${round}/${stage}/${dueAt}/${nextAt}`;
        return this.send(caseId, { type: 'CheckDeadline', data: { now } }, key, now);
      },
    );
  }

  private async applyLoadedYears(now: string): Promise<void> {
    const { items: years } = await this.views.find(calendarYears, { limit: YEARS });
    for (const { year, edition } of knownYears(years)) {
      const command = { type: 'ApplyCalendar', data: { years } } as const;
      const counted: readonly Record<string, Condition>[] = [
        { dueYear: year, dueEdition: { to: edition } },
        { startYear: year, startEdition: { to: edition } },
      ];
      for (const where of counted) {
        await caseByCase(
          everyAnswer(this.views, deadlines, { where }),
          ({ caseId }) => caseId,
          ({ caseId, round, stage }) =>
            this.send(caseId, command, `calendar/${caseId}/${round}/${stage}/${year}/${edition}`, now),
        );
      }
    }
  }

  private async send(caseId: string, command: ReviewCommand, key: string, now: string): Promise<void> {
    await this.commands.try(HandleReview, caseId, command, clockEnvelope(this.name, now, key));
  }
}
