import { Inject, Injectable } from '@nestjs/common';
import { clockEnvelope, Commands, VIEWS, type ClockDoor } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import type { NoticeCommand } from '../notice/notice.commands';
import { HandleNotice } from '../notice/notice.handler';
import { caseContacts } from '../views/case-contacts.view';
import { notices, type ShownNotice } from '../views/notices.view';

const BATCH = 200;

/** Has notices tried again when their time has come, and abandoned ones once their case has another address. */
@Injectable()
export class NoticesClock implements ClockDoor {
  readonly name = 'notices';
  readonly everyMs = 5_000;
  private looking = false;

  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  async tick(now: string): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      await this.retryWhatIsDue(now);
      await this.followCorrectedAddresses(now);
    } finally {
      this.looking = false;
    }
  }

  /** The view may lag: a retry that is not due, or was made already, is nothing to the decider. */
  private async retryWhatIsDue(now: string): Promise<void> {
    const where = { state: 'waiting', nextAttemptAt: { to: now } };
    for await (const { noticeId, sending, attempt } of this.all(where)) {
      const command = { type: 'RetryNotice', data: { sending, attempt, now } } as const;
      await this.send(noticeId, command, `retry/${noticeId}/${sending}/${attempt}`, now);
    }
  }

  private async followCorrectedAddresses(now: string): Promise<void> {
    for await (const { noticeId, caseId, addressAsOf } of this.all({ correctableCase: { from: '' } })) {
      const contact = caseId === null ? null : await this.views.get(caseContacts, caseId);
      if (contact === null || (addressAsOf !== null && contact.statedAt <= addressAsOf)) continue;
      const { mailTo, statedAt } = contact;
      const command = { type: 'CorrectAddress', data: { address: { mailTo, statedAt }, now } } as const;
      await this.send(noticeId, command, `address/${noticeId}/${statedAt}`, now);
    }
  }

  private async send(noticeId: string, command: NoticeCommand, key: string, now: string): Promise<void> {
    await this.commands.try(HandleNotice, noticeId, command, clockEnvelope(this.name, now, key));
  }

  private async *all(where: Record<string, string | { from?: string; to?: string }>): AsyncGenerator<ShownNotice> {
    let after: string | undefined;
    do {
      const page = await this.views.find(notices, { where, limit: BATCH, ...(after === undefined ? {} : { after }) });
      yield* page.items;
      after = page.next;
    } while (after !== undefined);
  }
}
