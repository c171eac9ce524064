import { randomBytes } from 'node:crypto';
import type { Recorded } from '@ekey/kernel';
import type { Append, Batch, EventStore, StoredFact } from '../../src';

/** Letters that no other run has put behind the name of a service: a stream's category takes no digits. */
export const ownWorld = (): string =>
  [...randomBytes(12)].map((byte) => String.fromCharCode('a'.charCodeAt(0) + (byte % 26))).join('');

/**
 * A store whose streams bear other names on the server, so that a run finds none of what earlier ones have left there:
 * `intake.Account-1` stands there as `intake<world>.Account-1`.
 */
export function inOwnWorld(store: EventStore, owner: string): EventStore {
  const there = (name: string): string =>
    name.startsWith(`${owner}.`) ? `${store.owner}${name.slice(owner.length)}` : name;
  const back = <F extends Recorded>(fact: F): F => {
    const stream = `${owner}${fact.meta.stream.slice(store.owner.length)}`;
    return { ...fact, meta: { ...fact.meta, stream } };
  };
  return {
    owner,
    read: async (stream, fromRevision) => (await store.read(there(stream), fromRevision)).map(back<StoredFact>),
    append: (append: Append) => store.append({ ...append, stream: there(append.stream) }),
    readAll: async (after, limit) => (await store.readAll(after, limit)).map(back<StoredFact>),
    head: () => store.head(),
    close: () => store.close(),
    feed: {
      name: store.feed.name,
      position: (group) => store.feed.position(group),
      caughtUp: (group) => store.feed.caughtUp(group),
      async *batches(group, signal): AsyncIterable<Batch> {
        for await (const { facts, done } of store.feed.batches(group, signal)) yield { facts: facts.map(back), done };
      },
    },
  };
}
