import type { Batch, EventStore } from '@ekey/event-store';
import { recorded } from '@ekey/kernel/testing';
import type { Connection } from './connection';
import type { Members } from './members';
import type { ParkedTopic } from './parked-topic';
import type { Outgoing, Publishing } from './publishing';
import { Relay } from './relay';
import type { TopicReader } from './topic-reader';

type Heard = (event: { readonly payload: unknown }) => void;

const fact = recorded({ type: 'T', data: {} }, { stream: 'intake.KeyApplication-1', id: 'f1', position: 1 });
const entry = { reactor: 'relay', key: 'intake.KeyApplication-1', fact, cause: 'no', attempts: 1, parkedAt: '' };

/**
 * A process that relays a log in which nothing happens, where one fact could not be relayed.
 * @param copied what the copy holds.
 */
function process(copied: { readonly high: number } = { high: 0 }, written: readonly Outgoing[][] = [], head = 9) {
  let joined: Heard = () => undefined;
  const consumer = {
    events: { GROUP_JOIN: 'join', CRASH: 'crash' },
    on: (event: string, heard: Heard) => void (event === 'join' && (joined = heard)),
    ...{ connect: async () => undefined, subscribe: async () => undefined, run: async () => undefined },
    disconnect: async () => undefined,
  };
  const connection = { named: (name: string) => name, member: () => consumer } as unknown as Connection;
  const record = { key: Buffer.from('f1'), value: Buffer.from(JSON.stringify(entry)), partition: 0, offset: 0 };
  const reader = {
    ends: async () => [{ partition: 0, low: 0, high: copied.high }],
    newest: async () => (copied.high === 0 ? [] : [{ headers: { 'ekey-position': '9', 'ekey-complete': '7' } }]),
    partitions: async (_topic: string, wanted: readonly number[]) => (wanted.includes(0) ? [record] : []),
  } as unknown as TopicReader;
  const none = {} as unknown;
  const parkedOf = (): ParkedTopic => none as ParkedTopic;
  const send = async (_topic: string, records: readonly Outgoing[]) => {
    (written as Outgoing[][]).push([...records]);
    return [{ partition: 0, offset: copied.high }];
  };
  const relay = new Relay('intake', connection, { send } as unknown as Publishing, reader, none as Members, parkedOf);
  const source = {
    name: 'intake.log',
    async *batches(_group: string, signal: AbortSignal): AsyncIterable<Batch> {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    },
  };
  const { feed, reactor } = relay.over(
    { feed: source, head: async () => head } as unknown as EventStore,
    {} as never,
  ).relay;
  const divides = (isOurs: boolean): void =>
    joined({ payload: { memberAssignment: isOurs ? { 'intake.relay': [0] } : {} } });
  return { feed, reactor, divides };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('what a relay could not copy is with the process that relays, and with no other', async () => {
  const [{ feed, divides }, stopping] = [process(), new AbortController()];
  const parked = feed.parking?.('relay');
  const batches = feed.batches('relay', stopping.signal)[Symbol.asyncIterator]();
  const first = batches.next();
  await turn();
  divides(true);
  expect((await first).value).toMatchObject({ facts: [], recall: true });
  expect(await parked?.parked('relay')).toEqual([entry]);
  const next = batches.next();
  await turn();
  divides(false);
  await turn();
  expect(await parked?.parked('relay')).toEqual([]);
  stopping.abort();
  expect(await next).toEqual({ done: true, value: undefined });
});

it('a copy that was made anew behind the one who writes it is begun from the beginning, and says so itself', async () => {
  const [copied, written, stopping] = [{ high: 40 }, [] as Outgoing[][], new AbortController()];
  const { feed, reactor, divides } = process(copied, written);
  const batches = feed.batches('relay', stopping.signal)[Symbol.asyncIterator]();
  const first = batches.next();
  await turn();
  divides(true);
  await first;
  await reactor.handleAll?.([fact]);
  expect(written).toMatchObject([[{ headers: { 'ekey-complete': '7' } }]]);
  copied.high = 0;
  await expect(reactor.handleAll?.([fact])).rejects.toThrow('intake.log: was made anew');
  expect(written.at(-1)).toMatchObject([{ headers: { 'ekey-complete': '0' } }]);
  stopping.abort();
  await batches.return?.();
});

it('a log that is shorter than its copy is refused before anything is written to it', async () => {
  const asked = (head: number) => process({ high: 40 }, [], head).feed.refuseSetBack?.('relay');
  await expect(asked(8)).rejects.toThrow('intake.log holds facts up to 9, and the log they are of ends at 8');
  await expect(asked(9)).resolves.toBeUndefined();
  await expect(process({ high: 0 }, [], 0).feed.refuseSetBack?.('relay')).resolves.toBeUndefined();
});
