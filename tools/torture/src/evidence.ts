import { SERVICES, type Service } from '@ekey/fleet';
import { auditedFacts, type AuditedFact as FactOfService, type HttpClient } from '@ekey/journeys';

/** A stored fact as an auditor is told of it, and in whose log. */
export interface AuditedFact extends FactOfService {
  readonly service: Service;
}

/** Every fact of every log, as auditors read them over HTTP. */
export async function evidenceFrom(auditor: HttpClient): Promise<readonly AuditedFact[]> {
  const facts: AuditedFact[] = [];
  for (const service of SERVICES)
    for (const fact of await auditedFacts(auditor, service)) facts.push({ service, ...fact });
  return facts;
}
