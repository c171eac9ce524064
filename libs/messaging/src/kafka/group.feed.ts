import { BROKEN_RECORD, caseOf, type Batch, type Checkpoints, type Feed, type ParkedFacts } from '@ekey/event-store';
import type { Recorded } from '@ekey/kernel';
import type { Connection } from './connection';
import { GroupMember } from './group-member';
import type { ParkedTopic } from './parked-topic';
import type { Delivered } from './message-record';
import { positionOf } from './position';
import type { Delivery } from './share';
import type { PartitionEnd, TopicReader } from './topic-reader';

/** Of each partition: most groups react to a few kinds of facts only. */
const NEWEST = 100;

/** A topic for consumer groups: each reactor is a group, each process that runs it a member with a share of the cases. */
export class GroupFeed implements Feed {
  constructor(
    readonly name: string,
    private readonly checkpoints: Checkpoints,
    private readonly connection: Connection,
    private readonly reader: TopicReader,
    private readonly parkedOf: (group: string) => ParkedTopic,
    private readonly deliveredOf: Delivered,
  ) {}

  parking(group: string): ParkedFacts {
    return this.parkedOf(group);
  }

  async *batches(group: string, signal: AbortSignal): AsyncIterable<Batch> {
    const member = new GroupMember(this.connection, this.name, group, this.deliveredOf);
    const parked = this.parkedOf(group);
    try {
      await member.join();
      for (let next = await member.next(signal); next !== undefined; next = await member.next(signal)) {
        const delivery = next;
        if (delivery.gained) await parked.hold(member.partitions);
        const recall = delivery.gained && parked.size > 0;
        if (delivery.facts.length === 0 && !recall) continue;
        yield { facts: delivery.facts, done: () => this.done(group, member, delivery), ...(recall ? { recall } : {}) };
      }
    } finally {
      await member.leave();
    }
  }

  /** In the order in which a topic is read through: up to the first partition that has more than the group has got to. */
  async position(group: string): Promise<number> {
    const dealtWith = await this.dealtWith(group);
    let reached = 0;
    for (const { partition, low, high } of await this.reader.ends(this.name)) {
      const offset = dealtWith.get(partition) ?? low;
      if (offset > 0) reached = positionOf({ partition, offset: offset - 1 });
      if (offset < high) break;
    }
    return reached;
  }

  async caughtUp(group: string): Promise<boolean> {
    const ends = await this.reader.ends(this.name);
    const dealtWith = await this.dealtWith(group);
    return ends.every(({ partition, low, high }) => low === high || (dealtWith.get(partition) ?? low) >= high);
  }

  async at(position: number): Promise<Recorded | undefined> {
    const [record] = await this.reader.records(this.name, position - 1, 1);
    const fact = record && this.deliveredOf(this.name, record);
    return fact?.meta.position === position ? fact : undefined;
  }

  async newest(group?: string): Promise<readonly Recorded[]> {
    const ends = await this.reader.ends(this.name);
    const dealtWith = group === undefined ? undefined : await this.dealtWith(group);
    const parked = group === undefined ? new Set() : await this.parkedKeys(group, ends);
    const found: Recorded[] = [];
    for (const { partition, low, high } of ends) {
      const to = dealtWith === undefined ? high : (dealtWith.get(partition) ?? low);
      if (to === low) continue;
      const tail = await this.reader.tail(this.name, NEWEST);
      const near = tail.filter((record) => record.partition === partition && record.offset < to);
      // Whoever has far to go is asked about what lies there.
      const far =
        near.length > 0 ? near : await this.reader.range(this.name, partition, Math.max(low, to - NEWEST), to);
      found.push(...far.map((record) => this.deliveredOf(this.name, record)));
    }
    return found.filter((fact) => fact.type !== BROKEN_RECORD && !parked.has(caseOf(fact)));
  }

  private async parkedKeys(group: string, ends: readonly PartitionEnd[]): Promise<ReadonlySet<string>> {
    const parked = this.parkedOf(group);
    await parked.hold(ends.map(({ partition }) => partition));
    return parked.parkedKeys();
  }

  /** What the group wrote is stored before its checkpoint is, and that before the offset moves: a kill never leaves a gap. */
  private done(group: string, member: GroupMember, delivery: Delivery): Promise<void> {
    const last = delivery.facts.at(-1)?.meta.position;
    const stored = last === undefined ? Promise.resolve() : this.checkpoints.saveCheckpoint(group, last);
    return member.done(delivery, stored);
  }

  private async dealtWith(group: string): Promise<ReadonlyMap<number, number>> {
    const topics = [this.connection.named(this.name)];
    const found = await this.connection.ask(
      (admin) => admin.fetchOffsets({ groupId: this.connection.named(group), topics }),
      group,
    );
    const known = (found[0]?.partitions ?? []).filter(({ offset }) => Number(offset) >= 0);
    return new Map(known.map(({ partition, offset }) => [partition, Number(offset)]));
  }
}
