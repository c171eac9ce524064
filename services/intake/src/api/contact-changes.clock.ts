import { Inject, Injectable } from '@nestjs/common';
import { caseByCase, clockEnvelope, Commands, CONFIG, VIEWS, type ClockDoor, type Config } from '@ekey/platform';
import { everyAnswer, type ViewStore } from '@ekey/views';
import { HandleContactChanges } from '../contact-changes/contact-changes.handler';
import { idlenessOf, idleSince } from '../time/idle-days';
import { contactChangeCases, type ContactChangeCase } from '../views/contact-changes.view';

/** Reminds of changes that came back and lie idle, and lets them expire, as applications do. The decider looks at the time itself. */
@Injectable()
export class ContactChangesClock implements ClockDoor {
  readonly name = 'contact-changes';
  readonly everyMs = 60_000;

  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async tick(now: string): Promise<void> {
    const where = { idleSince: idleSince(now, this.config.IDLE_DAYS) };
    const idle = everyAnswer(this.views, contactChangeCases, { where, orderBy: 'idleSince' });
    await caseByCase(
      idle,
      ({ changeId }) => changeId,
      (change) => this.look(change, now),
    );
  }

  private async look({ changeId, uscc, lastActivityAt, reminded }: ContactChangeCase, now: string): Promise<void> {
    const idleDays = this.config.IDLE_DAYS;
    const { expired, reminder } = idlenessOf(lastActivityAt, now, idleDays);
    if (!expired && reminder <= reminded) return;
    const type = expired ? 'ExpireContactChange' : 'RemindOfContactChange';
    const envelope = clockEnvelope(this.name, now, `${type}/${changeId}/${lastActivityAt}/${reminder}`);
    await this.commands.try(HandleContactChanges, uscc, { type, data: { changeId, idleDays, now } }, envelope);
  }
}
