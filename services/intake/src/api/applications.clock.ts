import { Inject, Injectable } from '@nestjs/common';
import { caseByCase, clockEnvelope, Commands, CONFIG, VIEWS, type ClockDoor, type Config } from '@ekey/platform';
import { everyAnswer, type ViewStore } from '@ekey/views';
import { HandleKeyApplication } from '../key-application/key-application.handler';
import { idlenessOf, idleSince } from '../time/idle-days';
import { applicationStatus, type ApplicationStatus } from '../views/application-status.view';

/** Reminds applicants of cases that lie idle, and lets them expire. The view may lag: the decider looks at the time itself. */
@Injectable()
export class ApplicationsClock implements ClockDoor {
  readonly name = 'applications';
  readonly everyMs = 60_000;

  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async tick(now: string): Promise<void> {
    const where = { idleSince: idleSince(now, this.config.IDLE_DAYS) };
    const idle = everyAnswer(this.views, applicationStatus, { where, orderBy: 'idleSince' });
    await caseByCase(
      idle,
      ({ own }) => own.caseId,
      (answer) => this.look(answer, now),
    );
  }

  private async look({ own }: ApplicationStatus, now: string): Promise<void> {
    const { caseId, lastActivityAt, reminded } = own;
    const idleDays = this.config.IDLE_DAYS;
    const { expired, reminder } = idlenessOf(lastActivityAt, now, idleDays);
    if (!expired && reminder <= reminded) return;
    const type = expired ? 'ExpireApplication' : 'RemindOfExpiry';
    const envelope = clockEnvelope(this.name, now, `${type}/${caseId}/${lastActivityAt}/${reminder}`);
    await this.commands.try(HandleKeyApplication, caseId, { type, data: { idleDays, now } }, envelope);
  }
}
