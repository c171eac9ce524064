import { readFileSync } from 'node:fs';
import * as fontkit from 'fontkit';

export type Weight = 'regular' | 'bold';

/** One weight of Noto Sans SC. */
export interface Typeface {
  /** The font for one document, which embeds of it only the glyphs that it uses. */
  readonly forDocument: () => fontkit.Font;
  readonly covers: (codePoint: number) => boolean;
  /** How far a character moves the pen, in ems. */
  readonly advance: (codePoint: number) => number;
}

const PATHS: Readonly<Record<Weight, string>> = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
};

const loaded = new Map<Weight, Typeface>();

/** The file (10 MB) is read at the first use; it stays in memory, and so do its tables once decoded. */
export function typeface(weight: Weight): Typeface {
  const known = loaded.get(weight);
  if (known) return known;
  const font = fontkit.create(readFileSync(require.resolve(PATHS[weight]))) as fontkit.Font;
  const advances = new Map<number, number>();
  const fresh: Typeface = {
    forDocument: () => withOwnGlyphs(font),
    covers: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    advance(codePoint) {
      let width = advances.get(codePoint);
      if (width === undefined) {
        width = font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm;
        advances.set(codePoint, width);
      }
      return width;
    },
  };
  loaded.set(weight, fresh);
  return fresh;
}

/**
 * The same font with an empty memory for glyphs. fontkit remembers for each glyph the character that first asked for it,
 * and pdfkit writes that into the text layer: in a font shared as it is, each document would depend on those before it.
 * Decoding the tables anew for each document would take three times as long as the rest of its making.
 */
const withOwnGlyphs = (font: fontkit.Font): fontkit.Font =>
  Object.create(font, { _glyphs: { value: {}, writable: true } }) as fontkit.Font;
