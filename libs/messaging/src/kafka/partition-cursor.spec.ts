import type { Consumer, ConsumerRunConfig } from 'kafkajs';
import { MessagingUnavailable } from '../messaging-unavailable';
import { Connection } from './connection';
import { PartitionCursor } from './partition-cursor';

/** A client that joins its group and is given what `arrives` says, an offset each time; then it hears nothing more. */
function cursorOver(arrives: readonly { readonly after: number; readonly offset: number }[]): PartitionCursor {
  const consumer: Partial<Consumer> = {
    events: { GROUP_JOIN: 'joined', CRASH: 'crashed' } as unknown as Consumer['events'],
    ...{ on: () => () => undefined, pause: () => undefined, resume: () => undefined, seek: () => undefined },
    ...{ connect: async () => undefined, subscribe: async () => undefined, disconnect: async () => undefined },
    run: async ({ eachBatch }: ConsumerRunConfig = {}) => {
      for (const { after, offset } of arrives) setTimeout(() => void eachBatch?.(batch(offset)), after);
    },
  };
  const connection = new Connection({ brokers: ['broker:9092'], clientId: 'test' });
  return new PartitionCursor(Object.assign(connection, { passing: () => consumer }), 'topic', 'reader');
}

const batch = (offset: number) => {
  const messages = [{ key: Buffer.from('case'), value: Buffer.from(`${offset}`), offset: `${offset}` }];
  return { batch: { partition: 0, messages, lastOffset: () => `${offset}` } } as never;
};

describe('a reading of a partition', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('goes on as long as something arrives', async () => {
    const reading = cursorOver([0, 10_000, 20_000, 30_000].map((after, offset) => ({ after, offset }))).read(
      0,
      0,
      4,
      10,
    );
    await jest.advanceTimersByTimeAsync(30_000);
    expect((await reading).map(({ offset }) => offset)).toEqual([0, 1, 2, 3]);
  });

  it('ends with an error where nothing does for a quarter of a minute, and is not tried again with the same client', async () => {
    const cursor = cursorOver([{ after: 0, offset: 0 }]);
    const reading = cursor.read(0, 0, 4, 10);
    const refused = expect(reading).rejects.toThrow(MessagingUnavailable);
    await jest.advanceTimersByTimeAsync(14_999);
    expect(cursor.hasFailed).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await refused;
    expect(cursor.hasFailed).toBe(true);
  });
});
