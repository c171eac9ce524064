import { placesText } from './membership';

/** What a group knows of a partition, and what the partition holds: offsets from `low` to below `high`. */
export interface Committed {
  readonly low: number;
  readonly high: number;
  /** Unknown where the group has committed nothing. */
  readonly offset: number | undefined;
  readonly places: ReadonlyMap<string, number>;
}

export interface Commit {
  readonly partition: number;
  readonly offset: number;
  /** Where each reactor stands. */
  readonly metadata: string;
}

const NOTHING: Omit<Commit, 'partition'> = { offset: -1, metadata: '' };
/** Whoever is so far behind the first of those who read together reads for himself. */
const FAR_BEHIND = 4_096;

/** A partition for as long as it is ours without interruption: how far it has arrived, and how far each reactor has got. */
export class Holding {
  /** The offset behind the last record that has arrived. */
  arrived: number;
  private readonly places: Map<string, number>;
  /** Where a reactor begins of which the group has not heard. */
  private readonly begin: number;
  private readonly here = new Set<string>();
  private told = NOTHING;

  constructor(
    readonly partition: number,
    { low, high, offset, places }: Committed,
  ) {
    // An offset that the partition does not have was lost, or set by somebody: whoever reads begins anew, as the client does.
    const isThere = offset !== undefined && low <= offset && offset <= high;
    this.arrived = isThere ? offset : low;
    this.places = new Map([...places].filter(([, place]) => low <= place && place <= high));
    // Where no reactor is named at all, somebody has put the group where it stands, and meant all of them.
    this.begin = places.size === 0 ? this.arrived : low;
  }

  /** A reactor takes part from now on. @returns where it goes on. */
  joinedBy(mark: string): number {
    const place = this.places.get(mark) ?? this.begin;
    this.here.add(mark);
    // Behind those who are not here: where there are too many to be told, it is the first that are left out.
    this.places.delete(mark);
    this.places.set(mark, place);
    return place;
  }

  /** Nobody waits until what others have missed came by. @returns whether what arrives is to begin further on for that. */
  leavesBehind(): boolean {
    const places = this.placesHere();
    const near = Math.max(...places) - FAR_BEHIND;
    const from = Math.min(...places.filter((place) => place >= near));
    const isFurther = Number.isFinite(from) && from > this.arrived;
    if (isFurther) this.arrived = from;
    return isFurther;
  }

  reached(mark: string, offset: number): void {
    this.places.set(mark, Math.max(offset, this.places.get(mark) ?? offset));
  }

  /**
   * What the group is to be told, unless it has been: as its offset that of the last of those who take part here. The others
   * keep their places, wherever they are.
   */
  toCommit(): Commit | undefined {
    const offset = Math.min(...this.placesHere());
    if (!Number.isFinite(offset)) return undefined;
    const metadata = placesText(this.places, offset);
    if (offset === this.told.offset && metadata === this.told.metadata) return undefined;
    return { partition: this.partition, offset, metadata };
  }

  committed({ offset, metadata }: Commit): void {
    this.told = { offset, metadata };
  }

  /** The group may have been told less since by another. */
  toldLess(): void {
    this.told = NOTHING;
  }

  private placesHere(): readonly number[] {
    return [...this.here].map((mark) => this.places.get(mark) ?? this.begin);
  }
}
