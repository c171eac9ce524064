import { officialCalendars } from '@ekey/working-days';

/** A year with the edition in which it is known: 0 as it came with the release. */
export interface KnownYear {
  readonly year: number;
  readonly edition: number;
}

/** Every year that is known, released or loaded since; what was loaded holds. */
export function knownYears(loaded: readonly KnownYear[]): readonly KnownYear[] {
  const editions = new Map<number, number>(officialCalendars.map(({ year }) => [year, 0]));
  for (const { year, edition } of loaded) editions.set(year, edition);
  return [...editions].map(([year, edition]) => ({ year, edition }));
}
