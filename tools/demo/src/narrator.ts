/** What was asked for and what is there, where they differ: the demonstration has failed. */
export class NotAsPromised extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'NotAsPromised';
  }
}

/** @throws NotAsPromised */
export function promised(what: string, holds: boolean): void {
  if (!holds) throw new NotAsPromised(what);
}

/** Tells the demonstration step by step: how long each took, and how the case then stands. */
export class Narrator {
  private steps = 0;
  private readonly begun = performance.now();

  constructor(private readonly tell: (line: string) => void) {}

  chapter(title: string): void {
    this.tell(`\n${title}`);
  }

  /** Does a step and tells of it. `label` is the status in the words of the procedure, where the step leads to one. */
  async step<Result>(what: string, work: () => Promise<Result>, label?: (result: Result) => string): Promise<Result> {
    this.steps += 1;
    const number = String(this.steps).padStart(3);
    const begun = performance.now();
    try {
      const result = await work();
      const status = label === undefined ? '' : `  【${label(result)}】`;
      this.tell(`${number}  ${secondsSince(begun)}  ${what}${status}`);
      return result;
    } catch (error) {
      this.tell(`${number}  ${secondsSince(begun)}  FAILED  ${what}`);
      throw error;
    }
  }

  note(text: string): void {
    this.tell(`               ${text}`);
  }

  end(): void {
    this.tell(`\n${this.steps} steps in ${secondsSince(this.begun).trim()}, every one as promised.`);
  }
}

const secondsSince = (begun: number): string => `${((performance.now() - begun) / 1000).toFixed(2).padStart(6)} s`;
