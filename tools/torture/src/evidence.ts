import type { HttpClient } from '@ekey/journeys';

export const SERVICES = ['intake', 'review', 'issuance', 'renewal', 'notify'] as const;
export type Service = (typeof SERVICES)[number];

/** A stored fact as an auditor is told of it. */
export interface AuditedFact {
  readonly service: Service;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  readonly commandId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const PAGE = 1_000;

/** Every fact of every log, as auditors read them over HTTP. */
export async function evidenceFrom(auditor: HttpClient): Promise<readonly AuditedFact[]> {
  const facts: AuditedFact[] = [];
  for (const service of SERVICES) {
    for (let after = 0, more = true; more;) {
      const path = `/api/${service}/v1/audit/events?after=${after}&limit=${PAGE}`;
      const lines = (await auditor.get(path)).bytes.toString('utf8').split('\n').filter(Boolean);
      const page = lines.map((line) => ({ service, ...(JSON.parse(line) as Omit<AuditedFact, 'service'>) }));
      facts.push(...page);
      more = page.length === PAGE;
      after = page.at(-1)?.position ?? after;
    }
  }
  return facts;
}
