import { typeface } from './typeface';

/** 〓, the mark with which Chinese typesetting says "a character that this font lacks". */
export const GETA = '〓';

/** Selects a drawing of the character before it, or joins: invisible by itself, and not what a reader misses. */
const IGNORABLE = /[\u00AD\u180B-\u180F\u200B-\u200D\u2060\uFE00-\uFE0F\uFEFF\u{E0100}-\u{E01EF}]/u;

/** As many code points as one line of a foot holds. */
const MISSING_NAMED = 10;

/** @returns what is said of the characters that a paper lacks; `null` where it lacks none. */
export function noteOfMissing(missing: readonly string[]): string | null {
  if (missing.length === 0) return null;
  const points = missing.slice(0, MISSING_NAMED).map((each) => `U+${each.codePointAt(0)!.toString(16).toUpperCase()}`);
  const named = points.join('、') + (missing.length > MISSING_NAMED ? '等' : '');
  return `${GETA}为打印字库缺少的字（${named}），以在线填报系统登记的文字为准。`;
}

/** Collects, for one document, the characters that could not be drawn. */
export class PrintableText {
  readonly #missing = new Set<string>();

  /** In the order in which they were met; each once. */
  get missing(): readonly string[] {
    return [...this.#missing];
  }

  /** The text with every character that the font lacks replaced by {@link GETA}. Line breaks stay, other controls become spaces. */
  of(text: string): string {
    const font = typeface('regular');
    let printable = '';
    for (const character of text.normalize('NFC').replace(/\r\n?/g, '\n')) {
      if (character === '\n') printable += character;
      else if (/\p{Cc}/u.test(character)) printable += ' ';
      else if (IGNORABLE.test(character)) continue;
      else if (font.covers(character.codePointAt(0)!)) printable += character;
      else {
        this.#missing.add(character);
        printable += GETA;
      }
    }
    return printable;
  }
}
