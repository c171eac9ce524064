/**
 * Sets text along the inside of a round or oval border. Lengths are millimetres, angles degrees clockwise from the top, the origin is the middle
 * of the seal and y grows downwards. Widths of characters come in units of the em, as the font gives them.
 */

export interface Ellipse {
  readonly a: number;
  readonly b: number;
}

export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly rotation: number;
  /** Height of the em. */
  readonly em: number;
  /** How much narrower than drawn the character stands. */
  readonly condensed: number;
}

export interface ArcText {
  /** One for each character, in its order. */
  readonly placements: readonly Placement[];
  /** How far from the border the innermost row reaches. */
  readonly depth: number;
}

/** Share of the em above and below the baseline, for Chinese characters. */
const ABOVE = 0.88;
const LINE = 1.12;
const NARROWEST = 0.62;
const WIDEST_PITCH = 1.7;
const WORTH_A_ROW = 1.35;

/** Point of the ellipse at `degrees`, and the direction straight out of it. */
function pointAt({ a, b }: Ellipse, degrees: number): { x: number; y: number; outward: number } {
  const t = (degrees * Math.PI) / 180;
  const [x, y] = [a * Math.sin(t), -b * Math.cos(t)];
  return { x, y, outward: (Math.atan2(Math.sin(t) / a, Math.cos(t) / b) * 180) / Math.PI };
}

const STEP = 0.5;

/** Lengths along the ellipse from `-halfSpan`, one entry for each half degree. */
function lengthsAlong(ellipse: Ellipse, halfSpan: number): number[] {
  const lengths = [0];
  for (let degrees = -halfSpan; degrees < halfSpan; degrees += STEP) {
    const [from, to] = [pointAt(ellipse, degrees), pointAt(ellipse, degrees + STEP)];
    lengths.push((lengths[lengths.length - 1] ?? 0) + Math.hypot(to.x - from.x, to.y - from.y));
  }
  return lengths;
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
const inset = ({ a, b }: Ellipse, by: number): Ellipse => ({ a: a - by, b: b - by });

interface Row {
  readonly ellipse: Ellipse;
  readonly lengths: readonly number[];
  readonly length: number;
}

function rowsOf(border: Ellipse, em: number, count: number, halfSpan: number): Row[] {
  return Array.from({ length: count }, (_, row) => {
    const ellipse = inset(border, row * em * LINE + em * ABOVE);
    const lengths = lengthsAlong(ellipse, halfSpan);
    return { ellipse, lengths, length: lengths[lengths.length - 1] ?? 0 };
  });
}

/**
 * The largest em, and the fewest rows for it, at which the text fits: names stand in one row, closely set if need be, as on
 * real seals, and a further row is begun only where it makes the characters a third larger. 100 characters fit a seal of 38 mm at 2 mm.
 */
export function layOutName(
  widths: readonly number[],
  border: Ellipse,
  largestEm: number,
  halfSpan: number,
  free: number,
): ArcText {
  let best: { em: number; rows: Row[] } | undefined;
  for (const count of [1, 2, 3]) {
    for (let em = largestEm; em > (best?.em ?? 0) * WORTH_A_ROW && em > 0.5; em -= 0.05) {
      if (Math.min(border.a, border.b) - count * em * LINE < free) continue;
      const rows = rowsOf(border, em, count, halfSpan);
      if (total(rows.map(({ length }) => length)) < total(widths) * em * NARROWEST * 1.06) continue;
      best = { em, rows };
      break;
    }
  }
  if (!best) throw new RangeError('no text of that length fits the seal');
  const { em, rows } = best;
  const parts = shareOut(
    widths,
    rows.map(({ length }) => length),
  );
  const placements = parts.flatMap((part, i) => setAlong(part, rows[i] as Row, em, halfSpan));
  return { placements, depth: rows.length * em * LINE };
}

/** Shares consecutive characters out to the rows in proportion to their lengths. */
function shareOut(widths: readonly number[], lengths: readonly number[]): number[][] {
  const perLength = total(widths) / total(lengths);
  const parts: number[][] = lengths.map(() => []);
  let row = 0;
  let end = (lengths[0] ?? 0) * perLength;
  let at = 0;
  for (const width of widths) {
    while (at + width / 2 > end && row < lengths.length - 1) end += (lengths[(row += 1)] ?? 0) * perLength;
    parts[row]?.push(width);
    at += width;
  }
  return parts;
}

function setAlong(widths: readonly number[], row: Row, em: number, halfSpan: number): Placement[] {
  const natural = total(widths) * em;
  const condensed = Math.min(1, row.length / (natural * 1.04));
  const pitch = Math.min(row.length / (natural * condensed), WIDEST_PITCH);
  let at = (row.length - natural * condensed * pitch) / 2;
  return widths.map((width) => {
    const advance = width * em * condensed * pitch;
    const middle = at + advance / 2;
    at += advance;
    const { x, y, outward } = pointAt(row.ellipse, degreesAt(row.lengths, middle, halfSpan));
    return { x, y, rotation: outward, em, condensed };
  });
}

/** The angle at a length along the ellipse, by interpolation in the table. */
function degreesAt(lengths: readonly number[], length: number, halfSpan: number): number {
  const after = Math.max(
    1,
    lengths.findIndex((reached) => reached >= length),
  );
  const [from, to] = [lengths[after - 1] ?? 0, lengths[after] ?? 0];
  const share = to > from ? (length - from) / (to - from) : 0;
  return -halfSpan + (after - 1 + share) * STEP;
}

/** Digits in the lower arc, upright to a reader: their feet towards the border. */
export function layOutCode(widths: readonly number[], border: Ellipse, em: number): Placement[] {
  const halfSpan = 60;
  const lengths = lengthsAlong(border, halfSpan);
  const length = lengths[lengths.length - 1] ?? 0;
  const natural = total(widths) * em;
  const condensed = Math.min(1, (length * 0.5) / natural);
  let at = (length - natural * condensed * 1.1) / 2;
  return widths.map((width) => {
    const advance = width * em * condensed * 1.1;
    const degrees = degreesAt(lengths, at + advance / 2, halfSpan);
    at += advance;
    const { x, y, outward } = pointAt(border, degrees);
    return { x, y: -y, rotation: -outward, em, condensed };
  });
}
