import { HEX, UPPER_HEX } from './marks';

export const UUID_LENGTH = 36;
const NONE = 0xff;
const LOWER = 1;
const UPPER = 2;

/** The value of a hexadecimal digit by its character code; the digits a to f as they are spelled in UUIDs and digests. */
export const NIBBLES = new Uint8Array(128).fill(NONE);
const cases = new Uint8Array(128).fill(NONE);
for (let digit = 0; digit < 16; digit += 1) {
  const [lower, upper] = [digit.toString(16), digit.toString(16).toUpperCase()];
  NIBBLES[lower.charCodeAt(0)] = digit;
  cases[lower.charCodeAt(0)] = digit < 10 ? 0 : LOWER;
  cases[upper.charCodeAt(0)] = digit < 10 ? 0 : UPPER;
}

/** Whether a text is an even number of hexadecimal digits, all spelled in one way. */
export function nibblesIn(text: string): typeof HEX | typeof UPPER_HEX | undefined {
  if (text.length % 2 === 1) return undefined;
  let spelled = 0;
  for (let index = 0; index < text.length; index += 1) {
    spelled |= cases[text.charCodeAt(index)] ?? NONE;
    if (spelled > UPPER) return undefined;
  }
  return spelled === UPPER ? UPPER_HEX : HEX;
}

/** A text as a column of SQLite gives it back: what is behind a NUL is lost. */
export function readBack(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

export const INSTANT_LENGTH = 24;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let [knownDay, midnight] = ['', 0];

/** Milliseconds since 1970; `undefined` where the text is none that `toISOString` would spell in the same way. */
export function instantOf(text: string): number | undefined {
  if (text.charCodeAt(10) !== 0x54 || !INSTANT.test(text)) return undefined;
  const day = text.slice(0, 10);
  if (day !== knownDay) {
    const begins = Date.parse(`${day}T00:00:00.000Z`);
    if (Number.isNaN(begins) || !new Date(begins).toISOString().startsWith(day)) return undefined;
    [knownDay, midnight] = [day, begins];
  }
  const [hours, minutes, seconds] = [digitsAt(text, 11, 2), digitsAt(text, 14, 2), digitsAt(text, 17, 2)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return midnight + 1_000 * (60 * (60 * hours + minutes) + seconds) + digitsAt(text, 20, 3);
}

function digitsAt(text: string, at: number, count: number): number {
  let number = 0;
  for (let index = at; index < at + count; index += 1) number = 10 * number + text.charCodeAt(index) - 0x30;
  return number;
}
