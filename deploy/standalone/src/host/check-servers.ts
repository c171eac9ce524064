import { openRecords } from '@ekey/floor';
import type { Clock } from '@ekey/kernel';
import type { Config, HostAnswer } from '@ekey/platform';
import type { Inspection } from '@ekey/sqlite';
import { servicesToRead } from '../services';
import { answerOf } from './check';
import { inspectFacts } from './inspect-facts';

/**
 * Looks at what nothing can replace: every record of every log with its checksum, every seal, and every document, also those
 * that a fact names and that are not there. Goes on behind what is broken. Reads beside the processes that write; what is
 * made of facts (views, messages) is compared with them by `replay --rebuild`.
 * @throws Unavailable where a server does not answer.
 */
export async function checkServers(config: Config, clock: Clock): Promise<HostAnswer> {
  const services = servicesToRead().map(({ name }) => name);
  const records = await openRecords(config, services, clock);
  try {
    const keys = await records.keys();
    const found: Inspection[] = [];
    const documents = new Set<string>();
    for (const { service, log } of records.logs)
      found.push(...(await inspectFacts(`the log of ${service}`, log, keys, documents)));
    found.push(await records.inspectDocuments(documents));
    return answerOf(found, true);
  } finally {
    await records.close();
  }
}
