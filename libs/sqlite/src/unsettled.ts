import type { GroupCommit } from './group-commit';

/** Positions that are committed and not on disk yet: nobody is told of them, since a power cut may still take them back. */
export class Unsettled {
  private readonly positions = new Set<number>();

  constructor(private readonly commits: GroupCommit) {}

  /** Everything below is settled; positions are given in order. */
  get from(): number {
    for (const position of this.positions) return position;
    return Number.POSITIVE_INFINITY;
  }

  /** Commits as `GroupCommit.enqueue` does, and keeps to itself what is committed until it is on disk. */
  land<T>(write: () => T, positionsOf: (written: T) => readonly number[], leavesNothing = false): Promise<T> {
    let positions: readonly number[] = [];
    const landing = this.commits.enqueue(() => {
      const written = write();
      positions = positionsOf(written);
      for (const position of positions) this.positions.add(position);
      return written;
    }, leavesNothing);
    const settle = (): void => {
      for (const position of positions) this.positions.delete(position);
    };
    // Asked for first, it comes first: whoever is answered may read at once what he has written.
    void landing.then(settle, settle);
    return landing;
  }

  /** @param rows as they were read, in the order of their positions. @returns those of them that may be told. */
  settled<Row>(rows: readonly Row[], positionOf: (row: Row) => number): readonly Row[] {
    const { from } = this;
    const last = rows.at(-1);
    return last === undefined || positionOf(last) < from ? rows : rows.filter((row) => positionOf(row) < from);
  }
}
