import { Controller, Get, Header, Inject, Query, type Type } from '@nestjs/common';
import { z } from 'zod';
import type { EventStore, StoredFact } from '@ekey/event-store';
import { isSealed } from '@ekey/kernel';
import { Caller } from '../http/intent';
import { ACCESS_LOG, EVENT_STORE } from '../ports';
import type { AccessLog } from '../security/access-log';
import type { RightsTable } from '../security/rights';

const eventsQuery = z.strictObject({
  case: z.string().max(100).optional(),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});
const accessQuery = z.strictObject({
  subject: z.string().max(100).optional(),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});

/** Who may look into the log of a service. */
export const auditRights = (service: string): RightsTable => ({
  [`GET /api/${service}/v1/audit/events`]: ['AUD'],
  [`GET /api/${service}/v1/audit/access`]: ['AUD'],
});

/** The log of one service for auditors: JSON lines, oldest first, personal data masked. Looking is itself recorded. */
export function auditController(service: string): Type {
  @Controller(`api/${service}/v1/audit`)
  class AuditController {
    constructor(
      @Inject(EVENT_STORE) private readonly store: EventStore,
      @Inject(ACCESS_LOG) private readonly accessLog: AccessLog,
    ) {}

    @Get('events')
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

    @Get('access')
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

    private async matching(query: z.infer<typeof eventsQuery>): Promise<object[]> {
      const found: object[] = [];
      for (let after = query.after; found.length < query.limit;) {
        const facts = await this.store.readAll(after, 1_000);
        found.push(
          ...facts
            .filter((fact) => query.case === undefined || fact.meta.stream.endsWith(`-${query.case}`))
            .map(masked),
        );
        const last = facts.at(-1);
        if (last === undefined) break;
        after = last.meta.position;
      }
      return found.slice(0, query.limit);
    }
  }
  return AuditController;
}

const lines = (items: readonly object[]): string => items.map((item) => `${JSON.stringify(item)}\n`).join('');

/** The fact without its seals: an auditor sees that something was given, not what. */
const masked = ({ type, data, meta, trace }: StoredFact): object => ({
  ...meta,
  type,
  commandId: trace.commandId,
  data: maskSeals(data),
});

export function maskSeals(value: unknown): unknown {
  if (isSealed(value)) return { masked: true, owner: value.owner, field: value.field };
  if (Array.isArray(value)) return value.map(maskSeals);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskSeals(inner)]));
}
