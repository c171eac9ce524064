import { Refusal } from '@ekey/floor';
import { isDeepStrictEqual } from 'node:util';
import { BROKEN_RECORD, type EventStore, type StoredFact } from '@ekey/event-store';
import { readThrough } from '@ekey/platform';

type Log = Pick<EventStore, 'readAll'>;

/**
 * Copies what stands behind a position: command by command, in the order of the whole log, so that each stream has the same
 * revisions and what was stored together is. Of a fact all stays but its position, which is the store's.
 * @throws Refusal where a record cannot be read.
 */
export async function copyLog(from: Log, to: Pick<EventStore, 'append'>, after: number): Promise<void> {
  for await (const facts of commandsOf(from, after)) await to.append(appendOf(facts));
}

/**
 * How far the copy has got.
 * @returns the position in `from` of the newest fact that both have.
 * @throws Refusal where the other holds anything else than the beginning of this log, in the same order.
 */
export async function prefixOf(from: Log, to: Log): Promise<number> {
  const theirs = factsOf(from, 0);
  let position = 0;
  for await (const copy of factsOf(to, 0)) {
    const original = (await theirs.next()).value as StoredFact | undefined;
    if (original === undefined)
      throw new Refusal(`${placeOf(copy)} has happened since the data were moved: there is nothing to move any more`);
    if (original.meta.id !== copy.meta.id)
      throw new Refusal(`${placeOf(copy)} is there where ${placeOf(original)} should be: move to an empty floor`);
    position = original.meta.position;
  }
  return position;
}

/** @returns how many facts were compared, and the first that differs, goes beyond the other side, or is missing there. */
export async function differenceOfLogs(
  from: Log,
  to: Log,
): Promise<{ readonly facts: number; readonly fault?: string }> {
  const copies = factsOf(to, 0);
  let facts = 0;
  for await (const original of factsOf(from, 0)) {
    const copy = (await copies.next()).value as StoredFact | undefined;
    if (copy === undefined) return { facts, fault: `${placeOf(original)} is missing` };
    if (!isDeepStrictEqual(told(original), told(copy)))
      return { facts, fault: `${placeOf(original)} differs from ${placeOf(copy)}` };
    facts += 1;
  }
  const more = (await copies.next()).value as StoredFact | undefined;
  return { facts, ...(more === undefined ? {} : { fault: `${placeOf(more)} is there besides` }) };
}

const placeOf = ({ type, meta }: StoredFact): string => `${type} of ${meta.stream}@${meta.revision}`;

/** Everything but the place in its store; as JSON has it, which does not tell a member without a value from none. */
function told({ type, data, meta, trace }: StoredFact): unknown {
  return JSON.parse(JSON.stringify({ type, data, meta: { ...meta, position: 0 }, trace }));
}

async function* factsOf(log: Log, after: number): AsyncGenerator<StoredFact, undefined> {
  for await (const facts of readThrough((behind, limit) => log.readAll(behind, limit), after))
    for (const fact of facts) {
      if (fact.type === BROKEN_RECORD) throw new Refusal((fact.data as { readonly cause: string }).cause);
      yield fact as StoredFact;
    }
  return undefined;
}

async function* commandsOf(log: Log, after: number): AsyncIterable<readonly StoredFact[]> {
  let together: StoredFact[] = [];
  for await (const fact of factsOf(log, after)) {
    const [first] = together;
    if (first !== undefined && !(first.meta.stream === fact.meta.stream && isSameCommand(first, fact))) {
      yield together;
      together = [];
    }
    together.push(fact);
  }
  if (together.length > 0) yield together;
}

const isSameCommand = (one: StoredFact, other: StoredFact): boolean => one.trace.commandId === other.trace.commandId;

function appendOf(facts: readonly StoredFact[]): Parameters<EventStore['append']>[0] {
  const { meta, trace } = facts[0] as StoredFact;
  const { stream, revision, recordedAt, correlationId, causationId, actor } = meta;
  return {
    ...{ stream, expectedRevision: revision - 1, trace, recordedAt, correlationId, causationId, actor },
    facts: facts.map(({ type, data, meta: { schemaVersion } }) => ({ type, data, schemaVersion })),
    ids: facts.map((fact) => fact.meta.id),
  };
}
