/** Why a character is refused wherever text is taken in. */
export type UnsafeKind =
  'control' | 'bidirectional' | 'invisible' | 'replacement' | 'privateUse' | 'surrogate' | 'noncharacter';

/**
 * Ranges of code points that let two different values look the same, turn the order of what is shown, or mean nothing
 * to the next reader (Unicode Standard §23; UTR #36 on visual spoofing). Written out instead of taken from the runtime's
 * property tables, so that a newer Unicode version never changes what was accepted.
 */
export const unsafeRanges: readonly (readonly [from: number, to: number, kind: UnsafeKind])[] = [
  [0x0000, 0x001f, 'control'],
  [0x007f, 0x009f, 'control'],
  [0x00ad, 0x00ad, 'invisible'], // soft hyphen
  [0x034f, 0x034f, 'invisible'], // combining grapheme joiner
  [0x061c, 0x061c, 'bidirectional'], // Arabic letter mark
  [0x115f, 0x1160, 'invisible'], // Hangul fillers
  [0x17b4, 0x17b5, 'invisible'], // Khmer inherent vowels
  [0x180b, 0x180f, 'invisible'], // Mongolian variation selectors
  [0x200b, 0x200d, 'invisible'], // zero width space, non-joiner, joiner
  [0x200e, 0x200f, 'bidirectional'], // marks
  [0x2028, 0x2029, 'control'], // line and paragraph separator
  [0x202a, 0x202e, 'bidirectional'], // embeddings and overrides
  [0x2060, 0x2065, 'invisible'], // word joiner, invisible operators
  [0x2066, 0x2069, 'bidirectional'], // isolates
  [0x206a, 0x206f, 'invisible'], // deprecated format characters
  [0x2800, 0x2800, 'invisible'], // blank Braille pattern
  [0x3164, 0x3164, 'invisible'], // Hangul filler
  [0xd800, 0xdfff, 'surrogate'], // half of a pair standing alone
  [0xe000, 0xf8ff, 'privateUse'], // means another glyph on every machine
  [0xfdd0, 0xfdef, 'noncharacter'],
  [0xfe00, 0xfe0f, 'invisible'], // variation selectors
  [0xfeff, 0xfeff, 'invisible'], // byte order mark
  [0xffa0, 0xffa0, 'invisible'], // half-width Hangul filler
  [0xfff0, 0xfffb, 'invisible'], // interlinear annotation
  [0xfffc, 0xfffd, 'replacement'], // what broken decoding leaves behind
  [0x1bca0, 0x1bca3, 'invisible'], // shorthand format controls
  [0x1d173, 0x1d17a, 'invisible'], // musical format controls
  [0xe0000, 0xe0fff, 'invisible'], // tags and further variation selectors
  [0xf0000, 0x10ffff, 'privateUse'],
];

/** The last two code points of every plane are noncharacters (Unicode Standard §23.7). */
const endsItsPlane = (codePoint: number): boolean => (codePoint & 0xfffe) === 0xfffe;

/** Why this code point is refused, or `undefined` where it may stand in a text. */
export function unsafeKindOf(codePoint: number): UnsafeKind | undefined {
  if (endsItsPlane(codePoint)) return 'noncharacter';
  return unsafeRanges.find(([from, to]) => codePoint >= from && codePoint <= to)?.[2];
}

/** Whether any character of the text is refused. An unpaired surrogate comes out of the iteration as itself. */
export function containsUnsafeCharacter(text: string): boolean {
  for (const character of text) {
    if (unsafeKindOf(character.codePointAt(0) ?? 0) !== undefined) return true;
  }
  return false;
}

/** Line breaks as any system writes them, as LF. */
export const withLineFeeds = (text: string): string => text.replace(/\r\n?/g, '\n');

/** The same of a text that may have several lines, broken by LF. */
export const linesContainUnsafeCharacter = (text: string): boolean =>
  text.split('\n').some((line) => containsUnsafeCharacter(line));
