import PDFDocument from 'pdfkit';
import { breakLines, type TextLine } from './line-breaking';
import { PrintableText } from './printable-text';
import { typeface, type Weight } from './typeface';

const POINTS_PER_MM = 72 / 25.4;
const points = (millimetres: number): number => millimetres * POINTS_PER_MM;

export type Align = 'left' | 'centre' | 'right' | 'justified';

/** How text looks: `size` in points, `leading` as a multiple of it, `indent` of each paragraph's first line in ems. */
export interface TextStyle {
  readonly size: number;
  readonly weight?: Weight;
  readonly align?: Align;
  readonly leading?: number;
  readonly indent?: number;
  readonly colour?: string;
}

/** Text broken to a width, ready to be drawn; the height is in millimetres. */
export interface TextBlock {
  readonly lines: readonly TextLine[];
  readonly style: TextStyle;
  readonly widthMm: number;
  readonly heightMm: number;
}

export interface SheetDetails {
  readonly title: string;
  readonly subject: string;
  /** Stands in the file as the time of its making. */
  readonly dated: Date;
}

/**
 * A4 pages to draw on. All positions and lengths are millimetres from the top left corner. Text is measured before it is
 * drawn, so that whoever lays out a page can make room instead of hoping.
 */
export class Sheet {
  readonly #document: PDFKit.PDFDocument;
  readonly #bytes: Promise<Buffer>;
  readonly #printable = new PrintableText();

  constructor({ title, subject, dated }: SheetDetails) {
    this.#document = new PDFDocument({
      size: 'A4',
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      pdfVersion: '1.7',
      lang: 'zh-CN',
      displayTitle: true,
      // The PDF's /ID is a digest of these values: a time of our own choosing makes the file repeatable.
      info: { Title: title, Subject: subject, CreationDate: dated, Producer: 'ekey', Creator: 'ekey' },
      font: '',
    });
    for (const weight of ['regular', 'bold'] as const) {
      // pdfkit takes a font that fontkit has opened; its types do not know that.
      this.#document.registerFont(weight, typeface(weight).forDocument() as unknown as string);
    }
    const chunks: Buffer[] = [];
    this.#document.on('data', (chunk: Buffer) => chunks.push(chunk));
    this.#bytes = new Promise((resolve, reject) => {
      this.#document.on('end', () => resolve(Buffer.concat(chunks)));
      this.#document.on('error', reject);
    });
  }

  get pages(): number {
    return this.#document.bufferedPageRange().count;
  }

  /** The characters met so far that the font lacks. */
  get missing(): readonly string[] {
    return this.#printable.missing;
  }

  addPage(): void {
    this.#document.addPage();
  }

  /** Goes back to a page already added, counted from 0. */
  turnTo(page: number): void {
    this.#document.switchToPage(page);
  }

  finish(): Promise<Buffer> {
    this.#document.end();
    return this.#bytes;
  }

  /** Breaks text to a width. Never gives a line wider than that. */
  set(text: string, widthMm: number, style: TextStyle): TextBlock {
    const { advance } = typeface(style.weight ?? 'regular');
    const measure = (run: string): number => {
      let ems = 0;
      for (const character of run) ems += advance(character.codePointAt(0)!);
      return ems * style.size;
    };
    const lines = breakLines(this.#printable.of(text), points(widthMm), measure, (style.indent ?? 0) * style.size);
    return { lines, style, widthMm, heightMm: (lines.length * lineHeight(style)) / POINTS_PER_MM };
  }

  draw(block: TextBlock, leftMm: number, topMm: number): void {
    const { style } = block;
    this.#document
      .font(style.weight ?? 'regular')
      .fontSize(style.size)
      .fillColor(style.colour ?? 'black');
    block.lines.forEach((line, index) => {
      if (line.text === '') return;
      const indent = line.first ? (style.indent ?? 0) * style.size : 0;
      const slack = Math.max(0, points(block.widthMm) - indent - line.width);
      const shift = style.align === 'right' ? slack : style.align === 'centre' ? slack / 2 : 0;
      const gaps = [...line.text].length - 1;
      const stretch = style.align === 'justified' && !line.last && gaps > 0 ? slack / gaps : 0;
      // 0.37 em: from the middle of a Chinese character down to the base line of its Latin neighbours.
      const baseline = points(topMm) + (index + 0.5) * lineHeight(style) + 0.37 * style.size;
      this.#document.text(line.text, points(leftMm) + indent + shift, baseline, {
        lineBreak: false,
        baseline: 'alphabetic',
        characterSpacing: stretch,
      });
    });
  }

  /** Sets and draws in one step; returns the height that was used. */
  write(text: string, leftMm: number, topMm: number, widthMm: number, style: TextStyle): number {
    const block = this.set(text, widthMm, style);
    this.draw(block, leftMm, topMm);
    return block.heightMm;
  }

  rule(fromX: number, fromY: number, toX: number, toY: number, weight = 0.5, colour = 'black'): void {
    this.#document.lineWidth(weight).strokeColor(colour);
    this.#document.moveTo(points(fromX), points(fromY)).lineTo(points(toX), points(toY)).stroke();
  }

  frame(left: number, top: number, width: number, height: number, weight = 0.5): void {
    this.#document.lineWidth(weight).strokeColor('black');
    this.#document.rect(points(left), points(top), points(width), points(height)).stroke();
  }

  fill(left: number, top: number, width: number, height: number, colour: string): void {
    this.#document.rect(points(left), points(top), points(width), points(height)).fill(colour);
  }

  /** A box to tick of the height of a character of `size` points, centred on `middle`; the font has no such character. */
  tickBox(left: number, middle: number, size: number, ticked: boolean): void {
    const side = size * 0.82;
    const x = points(left);
    const y = points(middle) - side / 2;
    this.#document.lineWidth(0.6).strokeColor('black').rect(x, y, side, side).stroke();
    if (!ticked) return;
    this.#document.lineWidth(1.2).lineCap('round').lineJoin('round');
    this.#document.moveTo(x + side * 0.16, y + side * 0.52).lineTo(x + side * 0.42, y + side * 0.8);
    this.#document
      .lineTo(x + side * 0.98, y - side * 0.02)
      .stroke()
      .lineCap('butt')
      .lineJoin('miter');
  }

  /** Dark squares of a matrix, drawn as one path, so that no printer or viewer leaves hairlines between them. */
  matrix(
    left: number,
    top: number,
    sideMm: number,
    size: number,
    isDark: (row: number, column: number) => boolean,
  ): void {
    const cell = points(sideMm) / size;
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const start = column;
        while (column < size && isDark(row, column)) column++;
        if (column > start) {
          this.#document.rect(points(left) + start * cell, points(top) + row * cell, (column - start) * cell, cell);
        }
      }
    }
    this.#document.fill('black');
  }
}

/** In points. */
const lineHeight = (style: TextStyle): number => style.size * (style.leading ?? 1.35);
