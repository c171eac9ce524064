/** One step of a case as whoever has it in hand is told it. */
export interface TimelineEntry<Source extends string = string> {
  readonly source: Source;
  /** Grows within its source. */
  readonly sequence: number;
  readonly at: string;
  /** The name of the fact, without service and version. */
  readonly code: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** How far a reader has read in each source, since a late source may tell of an earlier time; -1: nothing yet. */
export type TimelinePosition<Source extends string> = Readonly<Record<Source, number>>;

const NUMBER = /^(-1|\d{1,9})$/;

/** Who tells of a case. A position names them all, in this order. */
export class TimelineSources<Source extends string> {
  constructor(readonly names: readonly [Source, ...Source[]]) {}

  beginning(): TimelinePosition<Source> {
    return this.position(() => -1);
  }

  /** As text, for the query string. */
  text(position: TimelinePosition<Source>): string {
    return this.names.map((name) => position[name]).join('.');
  }

  /** @returns `null` where the text is no position. */
  parse(text: string): TimelinePosition<Source> | null {
    const numbers = text.split('.');
    if (numbers.length !== this.names.length || !numbers.every((number) => NUMBER.test(number))) return null;
    return this.position((index) => Number(numbers[index]));
  }

  inOrder(entries: readonly TimelineEntry<Source>[]): readonly TimelineEntry<Source>[] {
    return [...entries].sort((one, other) => (one.at === other.at ? 0 : one.at < other.at ? -1 : 1));
  }

  /** The entries behind a position, and the position behind them. */
  after(entries: readonly TimelineEntry<Source>[], position: TimelinePosition<Source>) {
    const fresh = entries.filter(({ source, sequence }) => sequence > position[source]);
    const reached = { ...position } as Record<Source, number>;
    for (const { source, sequence } of fresh) reached[source] = Math.max(reached[source], sequence);
    return { fresh, position: reached as TimelinePosition<Source> };
  }

  private position(of: (index: number) => number): TimelinePosition<Source> {
    return Object.fromEntries(this.names.map((name, index) => [name, of(index)])) as Record<Source, number>;
  }
}
