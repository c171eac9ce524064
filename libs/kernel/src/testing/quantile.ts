/** @param share 0.5: half of the values are below this one. @returns not a number where there is none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle one: a busy machine spoils single rounds, not the middle of several. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);
