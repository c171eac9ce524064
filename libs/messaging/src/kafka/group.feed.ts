import { BROKEN_RECORD, caseOf, type Batch, type Checkpoints, type Feed, type ParkedFacts } from '@ekey/event-store';
import type { Recorded } from '@ekey/kernel';
import { Holding } from './holding';
import type { Members } from './members';
import { markOf } from './membership';
import type { ParkedTopic } from './parked-topic';
import type { Delivered } from './message-record';
import { positionOf } from './position';
import type { Seat } from './seat';
import type { Delivery } from './share';
import type { PartitionEnd, TopicReader } from './topic-reader';

/** Of each partition: most groups react to a few kinds of facts only. */
const NEWEST = 100;

/**
 * A topic for the reactors of a service, which are one consumer group on it: each process is a member with a share of the
 * cases, and each reactor has its own place in them.
 */
export class GroupFeed implements Feed {
  constructor(
    readonly name: string,
    private readonly checkpoints: Checkpoints,
    private readonly reader: TopicReader,
    private readonly members: Members,
    private readonly parkedOf: (group: string) => ParkedTopic,
    private readonly deliveredOf: Delivered,
  ) {}

  parking(group: string): ParkedFacts {
    return this.parkedOf(group);
  }

  async *batches(group: string, signal: AbortSignal): AsyncIterable<Batch> {
    const seat = await this.members.seat(this.name, group, this.deliveredOf);
    const parked = this.parkedOf(group);
    try {
      for (let next = await seat.next(signal); next !== undefined; next = await seat.next(signal)) {
        const delivery = next;
        const isOther = delivery.gained || (delivery.lost && parked.size > 0);
        if (isOther) await parked.hold(seat.partitions);
        const recall = isOther && parked.size > 0;
        if (delivery.facts.length === 0 && !recall) continue;
        yield { facts: delivery.facts, done: () => this.done(group, seat, delivery), ...(recall ? { recall } : {}) };
      }
    } finally {
      await seat.leave();
    }
  }

  /** In the order in which a topic is read through: up to the first partition that has more than the reactor has got to. */
  async position(group: string): Promise<number> {
    let reached = 0;
    for (const { partition, high, place } of await this.places(group)) {
      if (place > 0) reached = positionOf({ partition, offset: place - 1 });
      if (place < high) break;
    }
    return reached;
  }

  async caughtUp(group: string): Promise<boolean> {
    return (await this.places(group)).every(({ high, place }) => place >= high);
  }

  async at(position: number): Promise<Recorded | undefined> {
    const [record] = await this.reader.records(this.name, position - 1, 1);
    // By where it stands: a fact of a copied log tells its place in the store, one that could not be read this one.
    return record !== undefined && positionOf(record) === position ? this.deliveredOf(this.name, record) : undefined;
  }

  async newest(group?: string): Promise<readonly Recorded[]> {
    const ends: readonly (PartitionEnd & { readonly place?: number })[] =
      group === undefined ? await this.reader.ends(this.name) : await this.places(group);
    const parked =
      group === undefined ? new Set() : await this.parkedOf(group).keysIn(ends.map(({ partition }) => partition));
    const found: Recorded[] = [];
    for (const { partition, low, high, place: to = high } of ends) {
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

  /** What the group wrote is stored before its checkpoint is, and that before the offset moves: a kill never leaves a gap. */
  private done(group: string, seat: Seat, delivery: Delivery): Promise<void> {
    const last = delivery.facts.at(-1)?.meta.position;
    const stored = last === undefined ? Promise.resolve() : this.checkpoints.saveCheckpoint(group, last);
    return seat.done(delivery, stored);
  }

  /** How far a reactor has got in each partition, and what that holds. */
  private async places(reactor: string): Promise<readonly (PartitionEnd & { readonly place: number })[]> {
    return [...(await this.members.committed(this.name, reactor))].map(([partition, each]) => {
      const place = new Holding(partition, each).joinedBy(markOf(reactor));
      return { partition, low: each.low, high: each.high, place };
    });
  }
}
