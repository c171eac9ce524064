import type { Sheet, TextBlock, TextStyle } from './sheet';

/** One answer among those that can be ticked. */
export interface Choice {
  readonly label: string;
  readonly ticked: boolean;
}

/** A cell of a row; `span` counts columns of the grid's {@link COLUMNS}. */
export type Cell =
  | { readonly label: string; readonly span: number }
  | { readonly value: string; readonly span: number }
  | { readonly choices: readonly Choice[]; readonly span: number; readonly perLine: number };

export type Row = readonly Cell[];

/** Rows under one heading, which is written downwards at their left as official forms do. */
export interface Group {
  readonly heading: string;
  readonly rows: readonly Row[];
}

/** How tightly a form is set: `size` in points, `padding` and `minimum` height of a row in millimetres. */
export interface Density {
  readonly size: number;
  readonly padding: number;
  readonly minimum: number;
}

export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/** Every row is as wide as the grid; its cells share this many columns. */
export const COLUMNS = 36;
/** In millimetres, of the column that holds the headings. */
export const HEADING_WIDTH = 8;
const SHADE = '#F2F2F2';
const HEADING: TextStyle = { size: 9.5, weight: 'bold', align: 'centre', leading: 1.3 };
/** In millimetres, at the left and right of a value; labels take half of it. */
const SIDE_PADDING = 1.6;

interface SetCell {
  readonly cell: Cell;
  readonly width: number;
  readonly height: number;
  readonly block: TextBlock | null;
}

interface SetRow {
  readonly cells: readonly SetCell[];
  readonly height: number;
}

/** A group measured at one density. */
export interface SetGroup {
  readonly heading: string;
  readonly rows: readonly SetRow[];
  readonly height: number;
  readonly density: Density;
}

export function setGroup(sheet: Sheet, group: Group, widthMm: number, density: Density): SetGroup {
  const unit = (widthMm - HEADING_WIDTH) / COLUMNS;
  const rows = group.rows.map((row) => {
    const cells = row.map((cell) => setCell(sheet, cell, cell.span * unit, density));
    const height = Math.max(density.minimum, ...cells.map((cell) => cell.height + 2 * density.padding));
    return { cells, height };
  });
  return { heading: group.heading, rows, height: total(rows), density };
}

const total = (rows: readonly SetRow[]): number => rows.reduce((sum, row) => sum + row.height, 0);

function setCell(sheet: Sheet, cell: Cell, width: number, { size }: Density): SetCell {
  if ('choices' in cell) {
    const lines = Math.ceil(cell.choices.length / cell.perLine);
    return { cell, width, height: lines * choiceHeight(size), block: null };
  }
  const [text, align] = 'label' in cell ? ([cell.label, 'centre'] as const) : ([cell.value, 'left'] as const);
  const block = sheet.set(text, width - 2 * sidePadding(cell), { size, align, leading: 1.3 });
  return { cell, width, height: block.heightMm, block };
}

const sidePadding = (cell: Cell): number => ('label' in cell ? SIDE_PADDING / 2 : SIDE_PADDING);

/** In millimetres, of one line of choices set in `size` points. */
const choiceHeight = (size: number): number => size * 0.56;

/** Draws the rows that fit above `bottom` and gives back the rest, or null when all were drawn; at least one row is drawn. */
export function drawGroup(sheet: Sheet, group: SetGroup, { left, top, width }: Place, bottom: number): SetGroup | null {
  let fitting = 1;
  let height = group.rows[0]!.height;
  while (fitting < group.rows.length && top + height + group.rows[fitting]!.height <= bottom) {
    height += group.rows[fitting]!.height;
    fitting++;
  }
  let y = top;
  for (const row of group.rows.slice(0, fitting)) {
    drawRow(sheet, row, left + HEADING_WIDTH, y, group.density);
    y += row.height;
  }
  drawHeading(sheet, group.heading, left, top, height);
  sheet.frame(left, top, width, height, 0.9);
  const rest = group.rows.slice(fitting);
  return rest.length === 0 ? null : { ...group, rows: rest, height: total(rest) };
}

function drawRow(sheet: Sheet, row: SetRow, left: number, top: number, { size }: Density): void {
  let x = left;
  for (const { cell, width, height, block } of row.cells) {
    if ('label' in cell) sheet.fill(x, top, width, row.height, SHADE);
    if (block) sheet.draw(block, x + sidePadding(cell), top + (row.height - height) / 2);
    if ('choices' in cell) drawChoices(sheet, cell, { left: x, top: top + (row.height - height) / 2, width }, size);
    x += width;
  }
  x = left;
  for (const { width } of row.cells) {
    sheet.frame(x, top, width, row.height, 0.4);
    x += width;
  }
}

type Choices = Extract<Cell, { choices: readonly Choice[] }>;

function drawChoices(sheet: Sheet, { choices, perLine }: Choices, place: Place, size: number): void {
  const step = (place.width - 2 * SIDE_PADDING) / perLine;
  choices.forEach(({ label, ticked }, index) => {
    const x = place.left + SIDE_PADDING + (index % perLine) * step;
    const middle = place.top + (Math.floor(index / perLine) + 0.5) * choiceHeight(size);
    const box = size * 0.42;
    const block = sheet.set(label, step - box, { size, leading: 1.3 });
    sheet.tickBox(x, middle, size, ticked);
    sheet.draw(block, x + box, middle - block.heightMm / 2);
  });
}

/** Writes a heading downwards, one character to a line, in the middle of its column. */
export function drawHeading(sheet: Sheet, heading: string, left: number, top: number, height: number): void {
  sheet.fill(left, top, HEADING_WIDTH, height, SHADE);
  const block = sheet.set([...heading].join('\n'), HEADING_WIDTH, HEADING);
  sheet.draw(block, left, top + (height - block.heightMm) / 2);
  sheet.frame(left, top, HEADING_WIDTH, height, 0.4);
}
