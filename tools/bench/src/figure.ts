/** One line of the bench: what was measured, beside the limit that was measured in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the machine can do at best, in the same unit. */
  readonly limit?: number;
  readonly limitName?: string;
  /** The least that passes, or the most where `atMost`; in the same unit as the value. */
  readonly floor?: number;
  readonly atMost?: boolean;
  readonly passed: boolean;
}

export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly limit: number;
  readonly limitName: string;
  /** The part of the limit that is the floor. */
  readonly share: number;
}

/** A figure that must reach a share of its limit. */
export const figureOf = ({ share, ...measured }: Measured): Figure => {
  const floor = measured.limit * share;
  return { ...measured, floor, passed: measured.value >= floor };
};

/** What is told of a figure whether or not it has a floor. */
type Told = Pick<Figure, 'name' | 'value' | 'unit' | 'limit' | 'limitName'>;

/** A figure that may not exceed `floor`. */
export const atMost = (floor: number, told: Told): Figure => ({
  ...told,
  floor,
  atMost: true,
  passed: told.value <= floor,
});

/** A figure that nothing is asked of. */
export const reported = (told: Told): Figure => ({ ...told, passed: true });

/** How long some work takes, in seconds. */
export async function secondsOf(work: () => Promise<unknown> | unknown): Promise<number> {
  const begun = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - begun) / 1e9;
}
