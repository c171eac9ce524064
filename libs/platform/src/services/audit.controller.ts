import { Controller, Get, Header, Inject, Query, type Type } from '@nestjs/common';
import { z } from 'zod';
import type { EventStore, StoredFact } from '@ekey/event-store';
import { AnswersLines, Does } from '../http/answers';
import { Caller } from '../http/intent';
import { inDigits } from '../http/queries';
import { ACCESS_LOG, EVENT_STORE, SERVICE } from '../ports';
import type { AccessLog } from '../security/access-log';
import type { RightsTable } from '../security/rights';
import { masked, storyOf, type Chapter } from './case-story';
import { maskSeals } from './masking';
import { accessRecord, auditedFact } from './operation.answers';
import { readThrough } from './read-through';
import { decidersOf, type ServiceDefinition } from './service-definition';

const eventsQuery = z.strictObject({
  case: z.string().max(100).optional(),
  after: inDigits(z.int().min(0).default(0)),
  limit: inDigits(z.int().min(1).max(1_000).default(200)),
});
const accessQuery = z.strictObject({
  subject: z.string().max(100).optional(),
  after: inDigits(z.int().min(0).default(0)),
  limit: inDigits(z.int().min(1).max(1_000).default(200)),
});

/** Who may look into the log of a service. */
export const auditRights = (service: string): RightsTable => ({
  [`GET /api/${service}/v1/audit/events`]: ['AUD'],
  [`GET /api/${service}/v1/audit/access`]: ['AUD'],
});

/**
 * The log of one service for auditors: JSON lines, oldest first, personal data masked; of a case also the state of the
 * stream after each fact. Looking is itself recorded.
 */
export function auditController(service: string): Type {
  @Controller(`api/${service}/v1/audit`)
  class AuditController {
    constructor(
      @Inject(SERVICE) private readonly definition: ServiceDefinition,
      @Inject(EVENT_STORE) private readonly store: EventStore,
      @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
    ) {}

    @Does('事件日志，个人信息已遮盖', 'The log, oldest first, personal data masked')
    @Get('events')
    @AnswersLines(auditedFact)
    @Header('content-type', 'application/x-ndjson; charset=utf-8')
    async events(
      @Query({ schema: eventsQuery }) query: z.infer<typeof eventsQuery>,
      @Caller() caller: Caller,
    ): Promise<string> {
      const subject = query.case ?? 'all';
      await this.accessLog.record({
        service,
        caller,
        action: 'audit.events',
        subject,
        purpose: 'audit',
        outcome: 'granted',
      });
      return lines(await this.matching(query));
    }

    @Does(
      '访问记录：登录、查看个人信息、被拒绝的操作',
      'The access log: log-ins, looks at personal data, what was refused',
    )
    @Get('access')
    @AnswersLines(accessRecord)
    @Header('content-type', 'application/x-ndjson; charset=utf-8')
    async access(
      @Query({ schema: accessQuery }) query: z.infer<typeof accessQuery>,
      @Caller() caller: Caller,
    ): Promise<string> {
      const entries = await this.accessLog.read({
        service,
        after: query.after,
        limit: query.limit,
        ...(query.subject === undefined ? {} : { subject: query.subject }),
      });
      await this.accessLog.record({
        service,
        caller,
        action: 'audit.access',
        subject: query.subject ?? 'all',
        purpose: 'audit',
        outcome: 'granted',
      });
      return lines(entries);
    }

    private async matching({ after, limit, case: caseId }: z.infer<typeof eventsQuery>): Promise<object[]> {
      const found: object[] = [];
      const chapters = caseId === undefined ? this.everything(after) : this.story(caseId);
      for await (const chapter of chapters) {
        if (found.length === limit) break;
        if (chapter.fact.meta.position > after) found.push(lineOf(chapter));
      }
      return found;
    }

    private story(caseId: string): AsyncIterable<Chapter> {
      return storyOf(caseId, this.store, decidersOf(this.definition), masked);
    }

    private async *everything(after: number): AsyncIterable<Chapter> {
      for await (const facts of readThrough((behind, limit) => this.store.readAll(behind, limit), after))
        for (const fact of facts) yield { fact, data: maskSeals(fact.data) };
    }
  }
  return AuditController;
}

const lines = (items: readonly object[]): string => items.map((item) => `${JSON.stringify(item)}\n`).join('');

const lineOf = ({ fact, ...told }: Chapter): object => ({
  ...fact.meta,
  type: fact.type,
  ...('trace' in fact ? { commandId: (fact as StoredFact).trace.commandId } : {}),
  ...told,
});
