import { createHash } from 'node:crypto';
import { BROKEN_RECORD, BrokenRecord, type ParkedFact, type ParkedFacts } from '@ekey/event-store';
import { Partitioners, type PartitionerArgs, type PartitionMetadata } from 'kafkajs';
import { streamIdOf } from '@ekey/kernel';
import type { Connection } from './connection';
import type { ArrivedRecord } from './message-record';
import { placeOf, positionOf } from './position';
import type { Publishing } from './publishing';
import type { TopicReader } from './topic-reader';
import { makeTopics, type TopicPlan } from './topics';

/** Topics are letters, digits, dot, `_` and `-`, at most 249 of them; groups are whatever a reactor is called. */
const FOREIGN = /[^A-Za-z0-9]+/g;
const NAMED_AT_MOST = 120;
/** Twice what a broker takes in one piece by default: what was too large for the topic is parked with more beside it. */
const ROOM = 2 * 1024 * 1024;

/**
 * Where a group keeps what it could not handle of a topic. A name that has to be changed, or cut, gets a digest, so that no
 * two groups meet in one.
 */
export function parkedTopicName(topic: string, group: string): string {
  const name = group.replaceAll(FOREIGN, '-').slice(0, NAMED_AT_MOST);
  const digest = createHash('sha256').update(group).digest('hex').slice(0, 8);
  return `${topic}.${name === group ? name : `${name}-${digest}`}.parked`;
}

/**
 * What a group could not handle of a topic, in a topic beside it that keeps the newest record of each fact. It has the
 * same partitions, so that whoever has the cases has what waits of them too.
 */
export class ParkedTopic implements ParkedFacts {
  private readonly name: string;
  private readonly entries = new Map<string, ParkedFact>();
  /** How many the topic beside it has; 0 where it has to be asked whether ours is there. */
  private partitions = 0;

  constructor(
    private readonly topic: string,
    group: string,
    private readonly connection: Connection,
    private readonly publishing: Publishing,
    private readonly reader: TopicReader,
  ) {
    this.name = parkedTopicName(topic, group);
  }

  get size(): number {
    return this.entries.size;
  }

  /** These partitions are ours now, and no others: what was parked in them meanwhile, or made up for, is learned. */
  async hold(partitions: readonly number[]): Promise<void> {
    const before = new Set(this.entries.keys());
    const there = await this.read(partitions);
    for (const id of before) if (!there.has(id)) this.entries.delete(id);
    // What was made up for while this was read stays so.
    for (const [id, entry] of there) if (!before.has(id) || this.entries.has(id)) this.entries.set(id, entry);
  }

  /** What is parked in some partitions, whosever they are. */
  async keysIn(partitions: readonly number[]): Promise<ReadonlySet<string>> {
    return keysOf(await this.read(partitions));
  }

  async park(parked: ParkedFact): Promise<void> {
    await this.store(parked, JSON.stringify(parked));
    this.entries.set(parked.fact.meta.id, parked);
  }

  async parkedKeys(): Promise<ReadonlySet<string>> {
    return keysOf(this.entries);
  }

  async parked(_reactor?: string, key?: string): Promise<readonly ParkedFact[]> {
    return [...this.entries.values()]
      .filter((entry) => key === undefined || entry.key === key)
      .sort((one, other) => one.fact.meta.position - other.fact.meta.position);
  }

  async unpark(_reactor: string, factId: string): Promise<void> {
    const entry = this.entries.get(factId);
    if (entry === undefined) return;
    await this.store(entry, null);
    this.entries.delete(factId);
  }

  private async read(partitions: readonly number[]): Promise<ReadonlyMap<string, ParkedFact>> {
    const entries = new Map<string, ParkedFact>();
    if (partitions.length === 0) return entries;
    for (const record of await this.reader.partitions(this.name, partitions)) this.learn(record, entries);
    return entries;
  }

  /** @throws BrokenRecord for what no group of ours has parked: nobody knows which case it is about. */
  private learn({ key, value, ...place }: ArrivedRecord, entries: Map<string, ParkedFact>): void {
    const factId = key?.toString() ?? '';
    if (value === null) return void entries.delete(factId);
    try {
      entries.set(factId, JSON.parse(value.toString()) as ParkedFact);
    } catch {
      throw new BrokenRecord(this.name, positionOf(place), 'it is not JSON');
    }
  }

  private async store({ fact }: ParkedFact, value: string | null): Promise<void> {
    await this.make();
    const record = { key: fact.meta.id, value, partition: partitionOf(fact, this.partitions) };
    try {
      await this.publishing.send(this.connection.named(this.name), [record]);
    } catch (error) {
      // Nobody but us makes it: where it was taken away, whoever tries again has to.
      this.partitions = 0;
      throw error;
    }
  }

  /** Few groups ever park anything: the topic is made for the first fact. */
  private async make(): Promise<void> {
    if (this.partitions > 0) return;
    const [name, beside] = [this.connection.named(this.name), this.connection.named(this.topic)];
    this.partitions = await this.connection.ask(async (admin) => {
      const [there] = (await admin.fetchTopicMetadata({ topics: [beside] })).topics;
      const { partitions = [] } = there ?? {};
      if (!(await admin.listTopics()).includes(name)) await makeTopics(admin, [name], planBeside(partitions));
      return partitions.length;
    }, this.name);
  }
}

/** The newest record of each fact, on as many brokers as hold the topic beside it now: one that is away is not waited for. */
function planBeside(partitions: readonly PartitionMetadata[]): Omit<TopicPlan, 'topics'> {
  const replicas = Math.min(...partitions.map(({ isr }) => isr.length));
  const inStep = String(Math.max(1, replicas - 1));
  const settings = { 'cleanup.policy': 'compact', 'min.insync.replicas': inStep, 'max.message.bytes': String(ROOM) };
  return { partitions: partitions.length, replicas, settings };
}

const keysOf = (entries: ReadonlyMap<string, ParkedFact>): ReadonlySet<string> =>
  new Set([...entries.values()].map(({ key }) => key));

const partitioned = Partitioners.DefaultPartitioner();

/** The partition that its case has in the topic it came from; of a record that is not ours, the one it was found in. */
function partitionOf({ type, meta }: ParkedFact['fact'], partitions: number): number {
  if (type === BROKEN_RECORD) return Math.min(placeOf(meta.position).partition, partitions - 1);
  const partitionMetadata = Array.from({ length: partitions }, (_none, partitionId) => ({ partitionId, leader: 0 }));
  const key = meta.subject ?? streamIdOf(meta.stream);
  return partitioned({ topic: '', partitionMetadata, message: { key, value: null } } as PartitionerArgs);
}
