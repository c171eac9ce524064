import type { Recorded } from '@ekey/kernel';

/** A fact and its place in its partition. */
export interface Arrived {
  readonly fact: Recorded;
  readonly offset: number;
}

/** A partition for as long as it is ours without interruption. */
interface Tenure {
  readonly waiting: Arrived[];
  /** The offset behind the last record that has arrived; unknown before the first. */
  arrived: number | undefined;
  /** The offset behind the last fact that was delivered, dealt with, committed. */
  delivered: number;
  dealtWith: number;
  committed: number;
}

export interface Delivery {
  readonly facts: readonly Recorded[];
  /** How far every partition had been delivered when this was, itself included. */
  readonly upTo: ReadonlyMap<Tenure, number>;
}

export interface Commit {
  readonly partition: number;
  readonly offset: number;
}

/**
 * What a member of a group holds of a topic: which partitions are its, what has arrived and how far it has got. When the
 * group divides the topic anew, the client forgets how far it had read and reads what is not committed again: of a
 * partition that stays ours this drops what is known, so that nothing is delivered twice or passed over; one that comes
 * from another member begins anew.
 */
export class Share {
  private tenures = new Map<number, Tenure>();
  private member = '';

  /** How many facts wait to be delivered. */
  get size(): number {
    return [...this.tenures.values()].reduce((sum, { waiting }) => sum + waiting.length, 0);
  }

  get partitions(): readonly number[] {
    return [...this.tenures.keys()];
  }

  /** The group has been divided anew. @returns whether a partition has come that was not ours before. */
  assigned(member: string, partitions: readonly number[]): boolean {
    // A member that was struck off cannot know what others did with its partitions in the meantime.
    const before = member === this.member ? this.tenures : new Map<number, Tenure>();
    const begun = (): Tenure => ({ waiting: [], arrived: undefined, delivered: 0, dealtWith: 0, committed: 0 });
    this.member = member;
    this.tenures = new Map(partitions.map((partition) => [partition, before.get(partition) ?? begun()]));
    return partitions.some((partition) => !before.has(partition));
  }

  /** Records of one partition have come, in order. */
  arrived(partition: number, records: readonly Arrived[]): void {
    const tenure = this.tenures.get(partition);
    if (tenure === undefined) return;
    const { arrived } = tenure;
    const unknown = arrived === undefined ? records : records.filter(({ offset }) => offset >= arrived);
    const last = unknown.at(-1);
    if (last === undefined) return;
    tenure.waiting.push(...unknown);
    tenure.arrived = last.offset + 1;
  }

  /** The next facts: of each partition its part, then what else there is, in the order of each. */
  take(limit: number): Delivery {
    const facts: Recorded[] = [];
    for (const part of [Math.ceil(limit / Math.max(1, this.tenures.size)), limit])
      for (const tenure of this.tenures.values()) {
        const taken = tenure.waiting.splice(0, Math.min(part, limit - facts.length));
        const last = taken.at(-1);
        if (last === undefined) continue;
        facts.push(...taken.map(({ fact }) => fact));
        tenure.delivered = last.offset + 1;
      }
    return { facts, upTo: new Map([...this.tenures.values()].map((tenure) => [tenure, tenure.delivered])) };
  }

  /** A delivery and all before it are dealt with. */
  dealtWith({ upTo }: Delivery): void {
    for (const [tenure, offset] of upTo) tenure.dealtWith = Math.max(tenure.dealtWith, offset);
  }

  /** What is dealt with and not yet told to the group. What was taken from us is for its new owner to tell. */
  toCommit(): readonly Commit[] {
    return [...this.tenures]
      .filter(([, { dealtWith, committed }]) => dealtWith > committed)
      .map(([partition, { dealtWith }]) => ({ partition, offset: dealtWith }));
  }

  committed(commits: readonly Commit[]): void {
    for (const { partition, offset } of commits) {
      const tenure = this.tenures.get(partition);
      if (tenure !== undefined && offset <= tenure.dealtWith) tenure.committed = Math.max(tenure.committed, offset);
    }
  }
}
