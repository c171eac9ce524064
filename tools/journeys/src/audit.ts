import { until, type HttpClient } from './http-client';

/** A stored fact as an auditor is told of it. */
export interface AuditedFact {
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  readonly commandId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** As many as are told at once. */
const PAGE = 1_000;

/** Every fact in the log of a service, or all of one case, oldest first, as auditors read them. */
export async function auditedFacts(
  auditor: HttpClient,
  service: string,
  caseId?: string,
): Promise<readonly AuditedFact[]> {
  const facts: AuditedFact[] = [];
  const of = caseId === undefined ? '' : `&case=${caseId}`;
  for (let after = 0, more = true; more;) {
    const path = `/api/${service}/v1/audit/events?after=${after}&limit=${PAGE}${of}`;
    const lines = (await auditor.get(path)).bytes.toString('utf8').split('\n').filter(Boolean);
    const page = lines.map((line) => JSON.parse(line) as AuditedFact);
    facts.push(...page);
    more = page.length === PAGE;
    after = page.at(-1)?.position ?? after;
  }
  return facts;
}

/** Until a service has stored a fact of this type about a case. */
export async function isStored(auditor: HttpClient, service: string, caseId: string, type: string): Promise<void> {
  await until(
    `${service} has stored ${type}`,
    () => auditedFacts(auditor, service, caseId),
    (facts) => facts.some((fact) => fact.type === type),
  );
}
