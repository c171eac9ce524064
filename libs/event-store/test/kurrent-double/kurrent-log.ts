/** A record before the server has given it its place. */
export interface Proposal {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface KurrentRecord extends Proposal {
  readonly stream: string;
  readonly revision: number;
  /** Both numbers of its place in the log, which are the same for everything that is appended over gRPC. */
  readonly position: number;
}

/** A place in the log, which need not be that of a record. */
export interface Place {
  readonly commit: number;
  readonly prepare: number;
}

/** What an append expects of its stream: a revision, or one of the words that the protocol has for it. */
export type Expectation = number | 'any' | 'no stream' | 'stream exists';

export type Appended = { readonly revision: number; readonly position: number } | { readonly conflict: number };

const [FIRST_POSITION, RECORD_HEADER] = [1_024, 96];

/** What a KurrentDB server keeps: one log over all streams, with positions that grow by the size of each record. */
export class KurrentLog {
  readonly records: KurrentRecord[] = [];
  private readonly streams = new Map<string, KurrentRecord[]>();
  private news = Promise.resolve();
  private tell = (): void => undefined;
  /** Where the next record will stand. */
  private next = FIRST_POSITION;

  constructor() {
    this.announce();
  }

  /** Where the record after this one begins. */
  behind({ position }: KurrentRecord): number {
    return this.records[this.firstAt(position) + 1]?.position ?? this.next;
  }

  /** The index of the first record that stands at a position or behind it. */
  firstAt(position: number): number {
    let [from, to] = [0, this.records.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.records[middle] as KurrentRecord).position < position) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  stream(name: string): readonly KurrentRecord[] | undefined {
    return this.streams.get(name);
  }

  /** As the server does it: all or nothing, and the same append once more is the success that it was. */
  append(stream: string, expected: Expectation, proposals: readonly Proposal[]): Appended {
    const records = this.streams.get(stream) ?? [];
    const current = records.length - 1;
    const repeated = typeof expected === 'string' ? -1 : expected;
    const stored = records.slice(repeated + 1, repeated + 1 + proposals.length);
    const last = stored.at(-1);
    if (expected !== 'any' && last !== undefined && proposals.every(({ id }, index) => stored[index]?.id === id))
      return { revision: last.revision, position: last.position };
    if (!isAsExpected(expected, current)) return { conflict: current };
    for (const proposal of proposals) this.add(stream, records, proposal);
    this.streams.set(stream, records);
    this.announce();
    return { revision: records.length - 1, position: this.records.at(-1)?.position ?? 0 };
  }

  /** Puts another record in the place of one, as a fault of a disk or a hand would. */
  damage(position: number, change: Partial<Proposal>): void {
    const index = this.records.findIndex((record) => record.position === position);
    const whole = this.records[index] as KurrentRecord;
    const { stream, revision } = whole;
    const damaged = { ...whole, ...change, stream, revision, position };
    this.records[index] = damaged;
    (this.streams.get(stream) as KurrentRecord[])[revision] = damaged;
  }

  /** Resolves with the next append. */
  get changed(): Promise<void> {
    return this.news;
  }

  private announce(): void {
    this.tell();
    this.news = new Promise((resolve) => (this.tell = resolve));
  }

  private add(stream: string, records: KurrentRecord[], proposal: Proposal): void {
    const record = { ...proposal, stream, revision: records.length, position: this.next };
    this.next += RECORD_HEADER + stream.length + proposal.data.length + proposal.metadata.length;
    records.push(record);
    this.records.push(record);
  }
}

function isAsExpected(expected: Expectation, current: number): boolean {
  if (expected === 'any') return true;
  if (expected === 'no stream') return current === -1;
  if (expected === 'stream exists') return current > -1;
  return expected === current;
}
