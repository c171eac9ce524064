import { Inject, Injectable } from '@nestjs/common';
import { caseByCase, clockEnvelope, Commands, VIEWS, type ClockDoor } from '@ekey/platform';
import { everyAnswer, type ViewStore } from '@ekey/views';
import type { NoticeCommand } from '../notice/notice.commands';
import { HandleNotice } from '../notice/notice.handler';
import { caseContacts } from '../views/case-contacts.view';
import { notices, type ShownNotice } from '../views/notices.view';

/** Has notices tried again when their time has come, and abandoned ones once their case has another address. */
@Injectable()
export class NoticesClock implements ClockDoor {
  readonly name = 'notices';
  readonly everyMs = 5_000;

  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  async tick(now: string): Promise<void> {
    await this.retryWhatIsDue(now);
    await this.followCorrectedAddresses(now);
  }

  /** The view may lag: a retry that is not due, or was made already, is nothing to the decider. */
  private async retryWhatIsDue(now: string): Promise<void> {
    const where = { state: 'waiting', nextAttemptAt: { to: now } };
    await caseByCase(
      everyAnswer(this.views, notices, { where }),
      ({ noticeId }) => noticeId,
      ({ noticeId, sending, attempt }) => {
        const command = { type: 'RetryNotice', data: { sending, attempt, now } } as const;
        return this.send(noticeId, command, `retry/${noticeId}/${sending}/${attempt}`, now);
      },
    );
  }

  private async followCorrectedAddresses(now: string): Promise<void> {
    await caseByCase(
      everyAnswer(this.views, notices, { where: { correctableCase: { from: '' } } }),
      ({ noticeId }) => noticeId,
      (notice) => this.followCorrectedAddress(notice, now),
    );
  }

  private async followCorrectedAddress({ noticeId, caseId, addressAsOf }: ShownNotice, now: string): Promise<void> {
    const contact = caseId === null ? null : await this.views.get(caseContacts, caseId);
    if (contact === null || (addressAsOf !== null && contact.statedAt <= addressAsOf)) return;
    const { mailTo, statedAt } = contact;
    const command = { type: 'CorrectAddress', data: { address: { mailTo, statedAt }, now } } as const;
    await this.send(noticeId, command, `address/${noticeId}/${statedAt}`, now);
  }

  private async send(noticeId: string, command: NoticeCommand, key: string, now: string): Promise<void> {
    await this.commands.try(HandleNotice, noticeId, command, clockEnvelope(this.name, now, key));
  }
}
