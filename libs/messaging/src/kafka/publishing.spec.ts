import { CompressionTypes, type Producer, type ProducerBatch } from 'kafkajs';
import { MessagingUnavailable } from '../messaging-unavailable';
import { Connection } from './connection';
import { pieces, Publishing, type Outgoing } from './publishing';

const record = (key: string, bytes = 10): Outgoing => ({ key, value: 'x'.repeat(bytes) });
const failure = (type: string): Error => Object.assign(new Error(type), { type });

/** A cluster that does with each request what the next answer says; without one it takes it. */
class Cluster {
  readonly requests: { readonly producer: number; readonly batch: ProducerBatch }[] = [];
  answers: (Error | undefined)[] = [];
  producers = 0;
  gone = 0;

  readonly connection = Object.assign(new Connection({ brokers: ['broker:9092'], clientId: 'test' }), {
    kafka: { producer: (options: unknown) => this.producer(options) },
  }) as unknown as Connection;
  options: unknown;

  private producer(options: unknown): Partial<Producer> {
    const producer = (this.producers += 1);
    this.options = options;
    return {
      connect: async () => undefined,
      disconnect: async () => void (this.gone += 1),
      sendBatch: async (batch) => {
        this.requests.push({ producer, batch });
        await new Promise((resolve) => setImmediate(resolve));
        const fault = this.answers.shift();
        if (fault !== undefined) throw fault;
        const topics = (batch.topicMessages ?? []).map(({ topic }) => topic);
        return topics.map((topicName, index) => ({ topicName, partition: index, errorCode: 0, baseOffset: '7' }));
      },
    };
  }

  keys(): unknown {
    return this.requests.map(({ batch }) =>
      batch.topicMessages?.map(({ topic, messages }) => [topic, ...messages.map(({ key }) => key)]),
    );
  }
}

describe('publishing to a cluster', () => {
  let cluster: Cluster;
  let publishing: Publishing;
  beforeEach(() => {
    cluster = new Cluster();
    publishing = new Publishing(cluster.connection);
  });

  it('asks an idempotent producer, one request at a time, to have it on all replicas', async () => {
    await publishing.send('a', [record('1')]);
    expect(cluster.options).toMatchObject({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
    expect(cluster.requests[0]?.batch).toMatchObject({ acks: -1 });
  });

  it('compresses what is large enough to be worth it, all that goes together taken together', async () => {
    await publishing.send('a', [record('1', 1_000)]);
    await Promise.all([publishing.send('a', [record('2', 5_000)]), publishing.send('b', [record('3', 5_000)])]);
    expect(cluster.requests.map(({ batch }) => batch.compression)).toEqual([
      CompressionTypes.None,
      CompressionTypes.GZIP,
    ]);
  });

  it.each([0, 1, 2, 3, 4, 5, 6])(
    'leaves nothing lying that is given %i turns after the last before it was stored',
    async (turns) => {
      await publishing.send('a', [record('1')]);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      await publishing.send('a', [record('2')]);
      expect(cluster.keys()).toEqual([[['a', '1']], [['a', '2']]]);
    },
  );

  it('sends what comes meanwhile together, each topic in order', async () => {
    await Promise.all([
      publishing.send('a', [record('1')]),
      publishing.send('b', [record('2')]),
      publishing.send('a', [record('3'), record('4')]),
    ]);
    expect(cluster.keys()).toEqual([
      [
        ['a', '1', '3', '4'],
        ['b', '2'],
      ],
    ]);
  });

  it('tells each topic where what it was given has gone', async () => {
    const sent = await Promise.all([publishing.send('a', [record('1')]), publishing.send('b', [record('2')])]);
    expect(sent).toEqual([[{ partition: 0, offset: 7 }], [{ partition: 1, offset: 7 }]]);
  });

  it('gives what comes after a request that failed to a new producer, since the old would take it for a repeat', async () => {
    cluster.answers = [new Error('socket hang up')];
    await expect(publishing.send('a', [record('1')])).rejects.toThrow(MessagingUnavailable);
    await publishing.send('a', [record('2')]);
    expect(cluster.requests.map(({ producer }) => producer)).toEqual([1, 2]);
    expect(cluster.gone).toBe(1);
  });

  it('names the topic and the brokers that could not be written to', async () => {
    cluster.answers = [new Error('connect ECONNREFUSED')];
    await expect(publishing.send('a', [record('1')])).rejects.toThrow('a at broker:9092: connect ECONNREFUSED');
  });

  it('lets no record that is refused keep the others from being sent', async () => {
    cluster.answers = [failure('MESSAGE_TOO_LARGE'), undefined, failure('MESSAGE_TOO_LARGE'), undefined];
    const outcomes = await Promise.allSettled(['1', '2', '3'].map((key) => publishing.send('a', [record(key)])));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((outcomes[1] as PromiseRejectedResult).reason).toMatchObject({ type: 'MESSAGE_TOO_LARGE' });
  });

  it('tells everybody of a cluster that is away, and asks it once', async () => {
    cluster.answers = [new Error('away')];
    const outcomes = await Promise.allSettled(['1', '2'].map((key) => publishing.send('a', [record(key)])));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(cluster.requests).toHaveLength(1);
  });

  it('ends with what it was given before it is closed', async () => {
    const sent = publishing.send('a', [record('1')]);
    await publishing.close();
    await sent;
    await expect(publishing.send('a', [record('2')])).rejects.toThrow('closed');
    expect(cluster.gone).toBe(1);
  });
});

describe('records for one request', () => {
  it('are no more than a broker takes, in order', () => {
    const records = Array.from({ length: 300 }, (_none, index) => record(String(index), 4_000));
    const found = [...pieces(records)];
    expect(found.length).toBeGreaterThan(1);
    expect(found.flat()).toEqual(records);
    for (const piece of found) expect(piece.length * 4_000).toBeLessThanOrEqual(512 * 1024);
  });

  it('are one by itself where it is too large, and its neighbours without it', () => {
    const records = [record('1'), record('2', 2_000_000), record('3')];
    expect([...pieces(records)].map((piece) => piece.map(({ key }) => key))).toEqual([['1'], ['2'], ['3']]);
  });
});
