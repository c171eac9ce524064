import { Inject, Injectable } from '@nestjs/common';
import { caseByCase, clockEnvelope, Commands, VIEWS, type ClockDoor } from '@ekey/platform';
import { everyAnswer, type ViewStore } from '@ekey/views';
import { HandleCertificateTerm } from '../certificate-term/certificate-term.handler';
import { termsEnding } from '../views/terms-ending.view';

/** Has reminders recorded when their time has come. */
@Injectable()
export class RemindersClock implements ClockDoor {
  readonly name = 'reminders';
  readonly everyMs = 60_000;

  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  /** The view may lag: a reminder that was recorded already, or whose term stands still, is nothing to the decider. */
  async tick(now: string): Promise<void> {
    const where = { reminderDueAt: { from: '', to: now }, notAfter: { from: now } };
    await caseByCase(
      everyAnswer(this.views, termsEnding, { where }),
      ({ caseId }) => caseId,
      async ({ serial, tokenSerial, nextReminder }) => {
        const command = { type: 'RecordReminder', data: { tokenSerial, now } } as const;
        const envelope = clockEnvelope(this.name, now, `${serial}/${nextReminder?.daysBefore}`);
        await this.commands.try(HandleCertificateTerm, serial, command, envelope);
      },
    );
  }
}
