import { isDocumentId } from '@ekey/documents';
import { BROKEN_RECORD, type EventStore } from '@ekey/event-store';
import { Unavailable, type Recorded } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { readThrough, sealsIn } from '@ekey/platform';
import { Findings, type Inspection } from '@ekey/sqlite';

type Opens = Pick<PersonalData, 'open'>;
type Log = Pick<EventStore, 'readAll'>;

/**
 * Every seal of a log: its key must be there or destroyed, and it must open.
 * @param documents is given the id of every document that a fact names.
 * @throws Unavailable
 */
export async function inspectSeals(
  store: string,
  log: Log | undefined,
  keys: Opens,
  documents: Set<string>,
): Promise<Inspection> {
  const findings = new Findings();
  try {
    for await (const facts of log === undefined ? [] : readThrough((after, limit) => log.readAll(after, limit)))
      for (const fact of facts) {
        for (const id of documentsIn(fact.data)) documents.add(id);
        await openAll(fact, keys, store, findings);
      }
  } catch (error) {
    findings.fault(`${store}: ${messageOf(error)}`);
  }
  return { store, records: findings.records, faults: findings.told() };
}

/**
 * Every record of a log, which the store checks as it is read, with those that are missing within a stream; and its seals.
 * @param documents is given the id of every document that a fact names.
 * @throws Unavailable
 */
export async function inspectFacts(
  store: string,
  log: Log,
  keys: Opens,
  documents: Set<string>,
): Promise<readonly Inspection[]> {
  const seals = `${store} (seals)`;
  const [told, sealed] = [new Findings(), new Findings()];
  const streams = new Streams();
  for await (const facts of readThrough((after, limit) => log.readAll(after, limit)))
    for (const fact of facts) {
      told.seen();
      const fault = streams.faultOf(fact);
      if (fault !== undefined) told.fault(`${store}: record ${fact.meta.position} of ${fact.meta.stream}: ${fault}`);
      for (const id of documentsIn(fact.data)) documents.add(id);
      await openAll(fact, keys, seals, sealed);
    }
  return [
    { store, records: told.records, faults: told.told() },
    { store: seals, records: sealed.records, faults: sealed.told() },
  ];
}

/** How far each stream has been read: its revisions have no gaps. */
class Streams {
  private readonly revisions = new Map<string, number>();

  /** What is wrong with the next record. Behind a broken one, which may be any, nothing more is missed. */
  faultOf({ type, data, meta: { stream, revision } }: Recorded): string | undefined {
    if (type === BROKEN_RECORD) {
      this.revisions.set(stream, Infinity);
      return String((data as { readonly cause?: unknown }).cause);
    }
    const last = this.revisions.get(stream) ?? -1;
    this.revisions.set(stream, Math.max(last, revision));
    return revision > last + 1 ? 'a record before it is missing' : undefined;
  }
}

async function openAll({ data, meta }: Recorded, keys: Opens, store: string, findings: Findings): Promise<void> {
  for (const seal of sealsIn(data)) {
    findings.seen();
    await keys
      .open(seal)
      .catch((error: unknown) =>
        findings.fault(`${store}: record ${meta.position} of ${meta.stream}: ${messageOf(error)}`),
      );
  }
}

/** @throws Unavailable: a server that does not answer says nothing about what it holds. */
function messageOf(error: unknown): string {
  if (error instanceof Unavailable) throw error;
  return (error as Error).message;
}

function documentsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return isDocumentId(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(documentsIn) : [];
}
