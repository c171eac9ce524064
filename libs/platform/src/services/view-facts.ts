import type { EventStore } from '@ekey/event-store';
import type { FactSource, Recorded, View, ViewPart } from '@ekey/kernel';
import { recordedOf, type Messaging } from '@ekey/messaging';
import type { AnyView } from '@ekey/views';

const AT_ONCE = 1_000;

/** The parts of a view, whatever they hold. */
export const partsOf = (view: AnyView): readonly ViewPart<unknown, never>[] =>
  Object.values((view as View<Record<string, unknown>, unknown>).parts);

/** The feeds that a view reads; order holds only within each. */
export const feedsOf = (view: AnyView): readonly FactSource[] => [...new Set(partsOf(view).map((part) => part.from))];

/** Everything that a view was ever given, feed by feed, from the first fact on. */
export async function* factsFor(
  view: AnyView,
  log: Pick<EventStore, 'readAll'>,
  messaging: Pick<Messaging, 'read'>,
): AsyncIterable<readonly Recorded[]> {
  for (const from of feedsOf(view)) {
    const read =
      from === 'own'
        ? (after: number) => log.readAll(after, AT_ONCE)
        : (after: number) => messages(messaging, from, after);
    for (let facts = await read(0); facts.length > 0; facts = await read((facts.at(-1) as Recorded).meta.position))
      yield facts;
  }
}

const messages = async (
  messaging: Pick<Messaging, 'read'>,
  topic: string,
  after: number,
): Promise<readonly Recorded[]> =>
  (await messaging.read(topic, after, AT_ONCE)).map(({ message, position }) => recordedOf(message, position));
