import { median, quantile } from '@ekey/kernel/testing';

/** How long each HTTP command took, by its name. */
export class Stopwatch {
  private readonly steps = new Map<string, number[]>();

  step<Result>(name: string, command: () => Promise<Result>): Promise<Result> {
    return timed(this.steps, name, command);
  }

  /** What was timed until now is as if it had not been. */
  forget(): void {
    this.steps.clear();
  }

  get count(): number {
    return this.all().length;
  }

  /** @param share 0.5: half of all steps took no longer than this, in milliseconds. */
  quantile(share: number): number {
    return quantile(this.all(), share);
  }

  /** Of one kind of step, in milliseconds. */
  mean(name: string): number {
    const each = this.steps.get(name) ?? [];
    return each.reduce((sum, time) => sum + time, 0) / each.length;
  }

  /** Every kind of step, with how many there were and the time that half of them needed, in milliseconds. */
  kinds(): readonly { readonly name: string; readonly count: number; readonly median: number }[] {
    return [...this.steps].map(([name, each]) => ({ name, count: each.length, median: median(each) }));
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
