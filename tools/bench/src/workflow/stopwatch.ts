/** How long each HTTP command took, by its name; reads are told apart, since they are no steps. */
export class Stopwatch {
  private readonly steps = new Map<string, number[]>();
  private readonly reads = new Map<string, number[]>();

  step<Result>(name: string, command: () => Promise<Result>): Promise<Result> {
    return timed(this.steps, name, command);
  }

  read<Result>(name: string, question: () => Promise<Result>): Promise<Result> {
    return timed(this.reads, name, question);
  }

  get count(): number {
    return this.all().length;
  }

  /** @param share 0.5: half of all steps took no longer than this, in milliseconds. */
  quantile(share: number): number {
    return quantile(this.all(), share);
  }

  /** Steps and reads with how many there were and their middle and slowest times in milliseconds. */
  table(): readonly string[] {
    const lines = (kind: string, times: ReadonlyMap<string, number[]>) =>
      [...times].map(([name, each]) =>
        [kind, name.padEnd(18), each.length, ...[0.5, 0.99].map((share) => quantile(each, share).toFixed(1))].join('  '),
      );
    return [...lines('step', this.steps), ...lines('read', this.reads)];
  }

  private all(): readonly number[] {
    return [...this.steps.values()].flat();
  }
}

async function timed<Result>(times: Map<string, number[]>, name: string, work: () => Promise<Result>): Promise<Result> {
  const begun = performance.now();
  const result = await work();
  const known = times.get(name) ?? [];
  known.push(performance.now() - begun);
  times.set(name, known);
  return result;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
