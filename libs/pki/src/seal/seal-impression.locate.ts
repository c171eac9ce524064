/** Pixels without alpha, three octets each, row by row. */
export interface Page {
  readonly pixels: Buffer;
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Impression extends Box {
  /** How many pixels in the box are red. */
  readonly redPixels: number;
}

/** How far a pixel's red stands above its other colours: 0 for white, grey and black, high for seal ink. */
export function redness(pixels: Buffer, at: number): number {
  return (pixels[at] ?? 0) - Math.max(pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
}

const RED_FROM = 45;
const CELL = 6;
const INKED_CELL = 2;
/** Cells between which ink is taken for one impression: the gap between a seal's border and what stands inside it. */
const REACH = 2;

/**
 * Finds the impression with the most ink on a page. The page is looked at in cells, those with ink are joined to their neighbours, and the
 * largest group wins: specks of dust and red strokes elsewhere do not stretch the box.
 */
export function locateImpression(page: Page): Impression | null {
  const { counts, columns, rows } = countRed(page);
  const seen = new Uint8Array(counts.length);
  let best: { cells: number[]; ink: number } | undefined;
  for (let start = 0; start < counts.length; start += 1) {
    if (seen[start] || (counts[start] ?? 0) < INKED_CELL) continue;
    const group = groupFrom(start, counts, seen, columns, rows);
    if (!best || group.ink > best.ink) best = group;
  }
  return best ? boxOf(best.cells, page, columns) : null;
}

function countRed({ pixels, width, height }: Page): { counts: Uint16Array; columns: number; rows: number } {
  const [columns, rows] = [Math.ceil(width / CELL), Math.ceil(height / CELL)];
  const counts = new Uint16Array(columns * rows);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / CELL) * columns;
    for (let x = 0; x < width; x += 1) {
      if (redness(pixels, (y * width + x) * 3) < RED_FROM) continue;
      const cell = row + Math.floor(x / CELL);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return { counts, columns, rows };
}

function groupFrom(
  start: number,
  counts: Uint16Array,
  seen: Uint8Array,
  columns: number,
  rows: number,
): { cells: number[]; ink: number } {
  const cells = [start];
  let ink = 0;
  seen[start] = 1;
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i] ?? 0;
    ink += counts[cell] ?? 0;
    const [x, y] = [cell % columns, Math.floor(cell / columns)];
    for (let ny = Math.max(0, y - REACH); ny <= Math.min(rows - 1, y + REACH); ny += 1) {
      for (let nx = Math.max(0, x - REACH); nx <= Math.min(columns - 1, x + REACH); nx += 1) {
        const next = ny * columns + nx;
        if (seen[next] || (counts[next] ?? 0) < INKED_CELL) continue;
        seen[next] = 1;
        cells.push(next);
      }
    }
  }
  return { cells, ink };
}

/** The red pixels of the group's cells, to the pixel. */
function boxOf(cells: readonly number[], { pixels, width, height }: Page, columns: number): Impression {
  let [left, top, right, bottom, redPixels] = [width, height, -1, -1, 0];
  for (const cell of cells) {
    const [x0, y0] = [(cell % columns) * CELL, Math.floor(cell / columns) * CELL];
    for (let y = y0; y < Math.min(y0 + CELL, height); y += 1) {
      for (let x = x0; x < Math.min(x0 + CELL, width); x += 1) {
        if (redness(pixels, (y * width + x) * 3) < RED_FROM) continue;
        redPixels += 1;
        [left, right] = [Math.min(left, x), Math.max(right, x)];
        [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
      }
    }
  }
  return { left, top, width: right - left + 1, height: bottom - top + 1, redPixels };
}
