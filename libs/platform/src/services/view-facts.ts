import type { EventStore } from '@ekey/event-store';
import type { FactSource, Recorded, View, ViewPart } from '@ekey/kernel';
import { recordedOf, type Messaging } from '@ekey/messaging';
import type { AnyView } from '@ekey/views';
import { readThrough, Unbroken } from './read-through';

/** The parts of a view, whatever they hold. */
export const partsOf = (view: AnyView): readonly ViewPart<unknown, never>[] =>
  Object.values((view as View<Record<string, unknown>, unknown>).parts);

/** The feeds that a view reads; order holds only within each. */
export const feedsOf = (view: AnyView): readonly FactSource[] => [...new Set(partsOf(view).map((part) => part.from))];

/** Where the facts of views stand. */
export interface Sources {
  readonly log: Pick<EventStore, 'readAll'>;
  readonly messaging: Pick<Messaging, 'read'>;
}

/** Everything that a view was ever given, feed by feed, from the first fact on. */
export async function* factsFor(view: AnyView, sources: Sources): AsyncIterable<readonly Recorded[]> {
  for (const from of feedsOf(view)) yield* factsOf(from, sources);
}

/**
 * A feed from its first fact on. Of a stream with a broken record, what stands before it: there the reactors have stopped
 * too.
 * @param unbroken knows afterwards which records were broken.
 */
export async function* factsOf(
  from: FactSource,
  { log, messaging }: Sources,
  unbroken = new Unbroken(),
): AsyncIterable<readonly Recorded[]> {
  const read = (after: number, limit: number): Promise<readonly Recorded[]> =>
    from === 'own' ? log.readAll(after, limit) : messages(messaging, from, after, limit);
  for await (const facts of readThrough(read)) yield facts.filter(unbroken.holds);
}

const messages = async (
  messaging: Pick<Messaging, 'read'>,
  topic: string,
  after: number,
  limit: number,
): Promise<readonly Recorded[]> =>
  (await messaging.read(topic, after, limit)).map(({ message, position }) => recordedOf(message, position));
