/** Somebody has named a bench that does not exist; the message tells those that do. */
export class NoSuchBench extends Error {}

/** @param named those that are run; all where none is. @throws NoSuchBench */
export function whichBenches(there: readonly string[], named: readonly string[]): readonly string[] {
  const unknown = named.find((name) => !there.includes(name));
  if (unknown !== undefined)
    throw new NoSuchBench(`there is no bench ${unknown}: name some of ${there.join(', ')}, or none for all`);
  return named.length === 0 ? there : named;
}
