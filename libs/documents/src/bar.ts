/**
 * What bars the documents of a case from being removed. `hold`: until further notice; otherwise the instant (ISO 8601) up
 * to which nothing may be removed.
 */
export type Bar = { readonly hold: true } | { readonly retainUntil: string };

/** A hold does not come back over a date. */
export const withHold = (bar: Bar | undefined): Bar => bar ?? { hold: true };

/**
 * Only ever lengthens: a message that comes twice or late takes nothing back.
 * @throws RangeError for what is no instant
 */
export function withRetention(bar: Bar | undefined, until: string): Bar {
  if (Number.isNaN(Date.parse(until))) throw new RangeError(`not an instant: ${until}`);
  const stands = bar !== undefined && 'retainUntil' in bar && Date.parse(bar.retainUntil) >= Date.parse(until);
  return stands ? bar : { retainUntil: until };
}

export function forbids(bar: Bar | undefined, now: string): boolean {
  if (bar === undefined) return false;
  return 'hold' in bar || Date.parse(now) < Date.parse(bar.retainUntil);
}

export const markerOf = (bar: Bar): string => JSON.stringify(bar);

/** A marker that cannot be read bars: what it said can only have been more than nothing. */
export function barOf(marker: Buffer | undefined): Bar | undefined {
  if (marker === undefined) return undefined;
  const until = /^\{"retainUntil":"([^"]+)"\}$/.exec(marker.toString('utf8'))?.[1];
  return until !== undefined && !Number.isNaN(Date.parse(until)) ? { retainUntil: until } : { hold: true };
}
