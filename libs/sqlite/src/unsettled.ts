/** Positions that are committed and not on disk yet: nobody is told of them, since a power cut may still take them back. */
export class Unsettled {
  private readonly positions = new Set<number>();

  /** Everything below is settled; positions are given in order. */
  get from(): number {
    for (const position of this.positions) return position;
    return Number.POSITIVE_INFINITY;
  }

  add(position: number): void {
    this.positions.add(position);
  }

  settle(position: number): void {
    this.positions.delete(position);
  }
}
