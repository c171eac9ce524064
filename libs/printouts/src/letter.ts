import { body } from './page-frame';
import type { Sheet, TextStyle } from './sheet';

/** A paragraph of a letter or an agreement. */
export interface Paragraph {
  readonly text: string;
  readonly style: TextStyle;
  /** Free room above, in millimetres; none at the top of a page. */
  readonly above: number;
}

export type ProseSize = 'letter' | 'agreement';

const styles: Readonly<Record<ProseSize, TextStyle>> = {
  letter: { size: 10.5, align: 'justified', indent: 2, leading: 1.7 },
  agreement: { size: 9.5, align: 'justified', indent: 2, leading: 1.55 },
};

export const prose = (text: string, size: ProseSize = 'letter'): Paragraph => ({
  text,
  style: styles[size],
  above: size === 'letter' ? 1 : 0.4,
});

export const heading = (text: string): Paragraph => ({
  text,
  style: { size: 10, weight: 'bold', leading: 1.6 },
  above: 2.2,
});

/** At the foot and at the head of a page stand at least so many lines of a paragraph. */
const TOGETHER = 2;

/**
 * Writes paragraphs from `top` on, over as many pages as they need. Neither a heading nor a single line is left alone at
 * the edge of a page.
 *
 * @returns where the text ends, in millimetres from the top of the last page
 */
export function writeParagraphs(sheet: Sheet, paragraphs: readonly Paragraph[], top: number): number {
  let y = top;
  paragraphs.forEach(({ text, style, above }, index) => {
    const block = sheet.set(text, body.width, style);
    const line = block.heightMm / block.lines.length;
    const following = style.weight === 'bold' && index + 1 < paragraphs.length ? TOGETHER : 0;
    if (y > body.top) y += above;
    let waiting = block.lines;
    for (;;) {
      const here = linesHere(Math.floor((body.bottom - y) / line + 1e-6), waiting.length, following);
      sheet.draw({ ...block, lines: waiting.slice(0, here) }, body.left, y);
      y += here * line;
      waiting = waiting.slice(here);
      if (waiting.length === 0) return;
      y = nextPage(sheet);
    }
  });
  return y;
}

/** How many of the waiting lines go where there is room for some: none where fewer than {@link TOGETHER} would stand alone. */
function linesHere(room: number, waiting: number, following: number): number {
  if (waiting + following <= room) return waiting;
  const here = Math.min(room, waiting - TOGETHER);
  return following > 0 || here < TOGETHER ? 0 : here;
}

export function nextPage(sheet: Sheet): number {
  sheet.addPage();
  return body.top;
}

/** A line to write on by hand after its label. */
export function signHere(sheet: Sheet, label: string, left: number, top: number, width: number): void {
  const style: TextStyle = { size: 10, weight: 'bold' };
  const text = sheet.set(label, width, style);
  sheet.draw(text, left, top);
  const labelWidth = ((text.lines[0]?.width ?? 0) * 25.4) / 72;
  sheet.rule(left + labelWidth + 1, top + 5, left + width, top + 5, 0.4);
}

/** Space for a date written by hand. */
export const BLANK_DATE = '日期：　　　　年　　　月　　　日';
