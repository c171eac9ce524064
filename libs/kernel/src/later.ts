/** The instant (ISO 8601, UTC) so many milliseconds later, or earlier where they are negative. */
export const later = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();
