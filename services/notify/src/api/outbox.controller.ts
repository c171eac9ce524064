import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { ACCESS_LOG, AnswersFile, Caller, Does, notFound, VIEWS, type AccessLog } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import type { KeptMail, Outbox } from '../effects/outbox.port';
import { readMessage } from '../effects/read-message';
import { OUTBOX } from '../ports';
import { notices } from '../views/notices.view';
import { outboxQuery, type OutboxQuery } from './notices.requests';
import { mailPage, outboxPage, type OutboxRow } from './outbox.page';
import { SupportDesk } from './support-desk';

const HTML = ['content-type', 'text/html; charset=utf-8'] as const;
const PRIVATE = ['cache-control', 'no-store'] as const;

/** The mails that standalone keeps instead of sending them. Where mails are sent, there is nothing here. */
@Controller('api/notify/v1/outbox')
export class OutboxController {
  constructor(
    @Inject(OUTBOX) private readonly outbox: Outbox | null,
    @Inject(VIEWS) private readonly views: ViewStore,
    private readonly desk: SupportDesk,
    @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
  ) {}

  @Does('未接邮件服务器时留存的邮件', 'The mails that are kept where no mail server is used')
  @Get()
  @Header(...HTML)
  @Header(...PRIVATE)
  @AnswersFile('text/html')
  async list(@Query({ schema: outboxQuery }) { limit, before }: OutboxQuery): Promise<string> {
    if (this.outbox === null) throw notFound();
    const mails = await this.outbox.list(limit + 1, before);
    const shown = mails.slice(0, limit);
    const next = mails.length > limit ? shown.at(-1)?.name : undefined;
    return outboxPage(await Promise.all(shown.map((mail) => this.row(mail))), next);
  }

  @Does('打开一封留存的邮件，打开均有记录', 'One kept mail, to be read; each look is recorded')
  @Get(':name')
  @Header(...HTML)
  @Header(...PRIVATE)
  @AnswersFile('text/html')
  async open(@Param('name') name: string, @Caller() caller: Caller): Promise<string> {
    return mailPage(name, readMessage(await this.read(name, caller)));
  }

  @Does('下载一封留存邮件的原文', 'One kept mail as it is (RFC 5322)')
  @Get(':name/source')
  @Header('content-type', 'message/rfc822')
  @Header('content-disposition', 'attachment')
  @Header(...PRIVATE)
  @AnswersFile('message/rfc822')
  source(@Param('name') name: string, @Caller() caller: Caller): Promise<Buffer> {
    return this.read(name, caller);
  }

  /** A mail holds an address in clear and may hold a link that gives a right: every opening is recorded before it. */
  private async read(name: string, caller: Caller): Promise<Buffer> {
    const bytes = (await this.outbox?.read(name)) ?? null;
    if (bytes === null) throw notFound();
    const seen = { service: 'notify', action: 'notify.mail.open', purpose: 'support' } as const;
    await this.accessLog.record({ ...seen, caller, subject: name.split('_')[1] ?? name, outcome: 'granted' });
    return bytes;
  }

  private async row(mail: KeptMail): Promise<OutboxRow> {
    const notice = await this.views.get(notices, mail.noticeId);
    const shown = notice === null ? null : await this.desk.shown(notice);
    return { ...mail, purposeLabel: shown?.purposeLabel ?? '', mailTo: shown?.mailTo ?? '' };
  }
}
