const DAY_MS = 86_400_000;
const DIGITS = Buffer.from('0123456789abcdef', 'latin1');
const DASH = 0x2d;

/** The two digits of every byte. */
const PAIRS = Uint8Array.from({ length: 512 }, (_none, index) => {
  const byte = index >> 1;
  return DIGITS[index % 2 === 0 ? byte >> 4 : byte & 0x0f] ?? 0;
});

// Written by hand, and told in one call: most of what a log holds is ids and instants, and most calls cost more than the work.
const id = Buffer.alloc(36, DASH);
const clock = Buffer.from('00:00:00.000Z', 'latin1');
let day = Number.NaN;
let date = '';

/** The UUID of 16 bytes. */
export function uuidAt(bytes: Buffer, from: number): string {
  let at = 0;
  for (let index = 0; index < 16; index += 1) {
    if (index === 4 || index === 6 || index === 8 || index === 10) at += 1;
    const pair = 2 * (bytes[from + index] ?? 0);
    id[at] = PAIRS[pair] ?? 0;
    id[at + 1] = PAIRS[pair + 1] ?? 0;
    at += 2;
  }
  return id.toString('latin1');
}

/** As `toISOString`. @throws RangeError where there is no such instant. */
export function isoOf(instant: number): string {
  const today = Math.floor(instant / DAY_MS);
  if (today !== day) {
    date = new Date(today * DAY_MS).toISOString().slice(0, -clock.length);
    day = today;
  }
  const rest = instant - today * DAY_MS;
  const seconds = Math.floor(rest / 1_000);
  put(0, Math.floor(seconds / 3_600));
  put(3, Math.floor(seconds / 60) % 60);
  put(6, seconds % 60);
  const milliseconds = rest % 1_000;
  clock[9] = 0x30 + Math.floor(milliseconds / 100);
  put(10, milliseconds % 100);
  return date + clock.toString('latin1');
}

function put(at: number, number: number): void {
  const tens = Math.floor(number / 10);
  clock[at] = 0x30 + tens;
  clock[at + 1] = 0x30 + number - 10 * tens;
}
