import type { Recorded } from '@ekey/kernel';
import type { Holding } from './holding';

/** A fact and its place in its partition. */
export interface Arrived {
  readonly fact: Recorded;
  readonly offset: number;
}

/** A partition as one reactor goes through it. */
interface Tenure {
  readonly holding: Holding;
  waiting: readonly Arrived[];
  /** The offset behind the last fact that waits or was delivered. */
  next: number;
  /** The offset behind the last fact that was delivered. */
  delivered: number;
}

export interface Delivery {
  readonly facts: readonly Recorded[];
  /** How far every partition had been delivered when this was, itself included. */
  readonly upTo: ReadonlyMap<Tenure, number>;
}

/** What a division has changed for one reactor. */
export interface Change {
  readonly gained: boolean;
  readonly lost: boolean;
}

/** What has arrived in a partition without one who was behind, or held too much already. */
export interface Missing {
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/**
 * What waits for one reactor, and how far it has got. It follows what arrives for as long as it is where that begins;
 * whoever is behind reads for himself what he has missed, until he is there.
 */
export class Share {
  private tenures = new Map<number, Tenure>();

  constructor(private readonly mark: string) {}

  /** How many facts wait to be delivered. */
  get size(): number {
    return [...this.tenures.values()].reduce((sum, { waiting }) => sum + waiting.length, 0);
  }

  get partitions(): readonly number[] {
    return [...this.tenures.keys()];
  }

  /** The group has been divided anew. @returns what has become of our partitions: whether others have come, or some have gone. */
  assigned(holdings: Iterable<Holding>): Change {
    const before = this.tenures;
    this.tenures = new Map();
    let gained = false;
    for (const holding of holdings) {
      const known = before.get(holding.partition);
      const stays = known?.holding === holding;
      gained ||= !stays;
      this.tenures.set(holding.partition, stays ? known : this.tenureOf(holding));
    }
    return { gained, lost: [...before.keys()].some((partition) => !this.tenures.has(partition)) };
  }

  /** Records of one partition have come, in order: what is known of them is dropped, and all where some before are missing. */
  arrived(partition: number, records: readonly Arrived[]): void {
    const tenure = this.tenures.get(partition);
    const [first, last] = [records[0], records.at(-1)];
    if (tenure === undefined || first === undefined || last === undefined) return;
    if (first.offset > tenure.next || last.offset < tenure.next) return;
    tenure.waiting = [...tenure.waiting, ...records.filter(({ offset }) => offset >= tenure.next)];
    tenure.next = last.offset + 1;
  }

  /** What has arrived and does not wait here, once nothing else does. */
  missing(): Missing | undefined {
    for (const { holding, waiting, next } of this.tenures.values())
      if (waiting.length === 0 && next < holding.arrived)
        return { partition: holding.partition, from: next, to: holding.arrived };
    return undefined;
  }

  /** A part of a partition has been read for whoever misses it: it may be nothing, where the partition has lost it. */
  found({ partition, from, to }: Missing, records: readonly Arrived[]): void {
    const tenure = this.tenures.get(partition);
    if (tenure === undefined || tenure.waiting.length > 0 || tenure.next < from || tenure.next >= to) return;
    tenure.waiting = records.filter(({ offset }) => offset >= tenure.next);
    tenure.next = to;
  }

  /** Lets go what waits: it is missing from now on. */
  letGo(): void {
    for (const tenure of this.tenures.values()) {
      tenure.waiting = [];
      tenure.next = tenure.delivered;
    }
  }

  /** The next facts: of each partition its part, then what else there is, in the order of each. */
  take(limit: number): Delivery {
    const facts: Recorded[] = [];
    for (const part of [Math.ceil(limit / Math.max(1, this.tenures.size)), limit])
      for (const tenure of this.tenures.values()) {
        const taken = tenure.waiting.slice(0, Math.min(part, limit - facts.length));
        const last = taken.at(-1);
        if (last === undefined) continue;
        facts.push(...taken.map(({ fact }) => fact));
        tenure.waiting = tenure.waiting.slice(taken.length);
        tenure.delivered = last.offset + 1;
      }
    return { facts, upTo: new Map([...this.tenures.values()].map((tenure) => [tenure, tenure.delivered])) };
  }

  /** A delivery and all before it are dealt with. */
  dealtWith({ upTo }: Delivery): void {
    for (const [{ holding }, offset] of upTo) holding.reached(this.mark, offset);
  }

  private tenureOf(holding: Holding): Tenure {
    const next = holding.joinedBy(this.mark);
    return { holding, waiting: [], next, delivered: next };
  }
}
