/**
 * DER (ITU-T X.690 §10) written into Buffers: certificates, revocation lists and seals are all built from these few functions.
 * They are plain concatenation, which is what makes a list of 100,000 revoked certificates a matter of milliseconds.
 */

export const TAG = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  NULL: 0x05,
  OID: 0x06,
  ENUMERATED: 0x0a,
  UTF8_STRING: 0x0c,
  PRINTABLE_STRING: 0x13,
  T61_STRING: 0x14,
  IA5_STRING: 0x16,
  UTC_TIME: 0x17,
  GENERALIZED_TIME: 0x18,
  BMP_STRING: 0x1e,
  SEQUENCE: 0x30,
  SET: 0x31,
} as const;

/** Tag of a context-specific element: `constructed` for EXPLICIT tags and for IMPLICIT ones over a SEQUENCE. */
export const contextTag = (number: number, constructed: boolean): number => (constructed ? 0xa0 : 0x80) | number;

/** Octets that say how long a content is: one below 128, or their own number and then the length in its shortest form. */
function octetsOfLength(length: number): number {
  if (length < 0x80) return 1;
  let octets = 2;
  for (let rest = length >>> 8; rest > 0; rest >>>= 8) octets += 1;
  return octets;
}

/** Written into one Buffer at once: a certificate is made of some hundred of these. */
export function tlv(tag: number, ...contents: readonly Buffer[]): Buffer {
  const length = contents.reduce((sum, part) => sum + part.length, 0);
  const start = 1 + octetsOfLength(length);
  const element = Buffer.allocUnsafe(start + length);
  element[0] = tag;
  element[1] = start === 2 ? length : 0x80 | (start - 2);
  for (let at = start - 1, rest = length; at > 1; at -= 1, rest >>>= 8) element[at] = rest & 0xff;
  let at = start;
  for (const part of contents) at += part.copy(element, at);
  return element;
}

export const sequence = (...parts: readonly Buffer[]): Buffer => tlv(TAG.SEQUENCE, ...parts);
export const explicit = (number: number, inner: Buffer): Buffer => tlv(contextTag(number, true), inner);
export const octetString = (content: Buffer): Buffer => tlv(TAG.OCTET_STRING, content);
export const bitString = (content: Buffer, unusedBits = 0): Buffer =>
  tlv(TAG.BIT_STRING, Buffer.of(unusedBits), content);
export const boolean = (value: boolean): Buffer => Buffer.of(TAG.BOOLEAN, 1, value ? 0xff : 0);
export const utf8String = (text: string): Buffer => tlv(TAG.UTF8_STRING, Buffer.from(text, 'utf8'));
export const NULL = Buffer.of(TAG.NULL, 0);

/** SET OF: the elements stand in ascending order of their encodings (X.690 §11.6). */
export const setOf = (...parts: readonly Buffer[]): Buffer => tlv(TAG.SET, ...[...parts].sort(Buffer.compare));

/** The content octets of a non-negative INTEGER from its magnitude: no needless zero in front, never a sign bit. */
export function unsignedContent(magnitude: Buffer): Buffer {
  let start = 0;
  while (start < magnitude.length - 1 && magnitude[start] === 0) start += 1;
  const trimmed = magnitude.length === 0 ? Buffer.of(0) : magnitude.subarray(start);
  return ((trimmed[0] ?? 0) & 0x80) === 0 ? trimmed : Buffer.concat([Buffer.of(0), trimmed]);
}

/** A non-negative INTEGER. */
export function integer(value: number | bigint): Buffer {
  const number = BigInt(value);
  if (number < 0n) throw new RangeError(`a negative INTEGER has no place in what is written here: ${number}`);
  const hex = number.toString(16);
  return tlv(TAG.INTEGER, unsignedContent(Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')));
}

const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]*$/;

export function printableString(text: string): Buffer {
  if (!PRINTABLE.test(text)) throw new RangeError(`not a PrintableString: ${JSON.stringify(text)}`);
  return tlv(TAG.PRINTABLE_STRING, Buffer.from(text, 'latin1'));
}

/** IA5String under `tag`, which is another one where the type is tagged IMPLICIT (a URI in a GeneralName). */
export function ia5String(text: string, tag: number = TAG.IA5_STRING): Buffer {
  if ([...text].some((character) => character > '\u007f'))
    throw new RangeError(`not an IA5String: ${JSON.stringify(text)}`);
  return tlv(tag, Buffer.from(text, 'latin1'));
}

function base128(arc: bigint): number[] {
  const octets = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | 0x80);
  return octets;
}

const encodedOids = new Map<string, Buffer>();

/** OBJECT IDENTIFIER. Arcs may be of any size, so that those made from a UUID (2.25.…, ITU-T X.667) fit. */
export function oid(dotted: string): Buffer {
  const known = encodedOids.get(dotted);
  if (known) return known;
  if (!/^[0-2](\.(0|[1-9]\d{0,38})){1,31}$/.test(dotted)) throw new RangeError(`not an object identifier: ${dotted}`);
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  if (first < 2n && second > 39n) throw new RangeError(`not an object identifier: ${dotted}`);
  const encoded = tlv(TAG.OID, Buffer.from([first * 40n + second, ...rest].flatMap(base128)));
  if (encodedOids.size < 256) encodedOids.set(dotted, encoded);
  return encoded;
}

const digits = (value: number, width: number): string => value.toString().padStart(width, '0');

function secondsText(at: Date): string {
  const parts = [at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
  return `${parts.map((part) => digits(part, 2)).join('')}Z`;
}

function yearOf(at: Date): number {
  const year = at.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw new RangeError('a time outside the years 0 to 9999 cannot be written');
  return year;
}

/** GeneralizedTime to the second, in UTC (RFC 5280 §4.1.2.5.2). Fractions of a second are cut off. */
export function generalizedTime(at: Date): Buffer {
  return tlv(TAG.GENERALIZED_TIME, Buffer.from(`${digits(yearOf(at), 4)}${secondsText(at)}`, 'latin1'));
}

/** Time as certificates and revocation lists have it: UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5). */
export function time(at: Date): Buffer {
  const year = yearOf(at);
  if (year < 1950 || year > 2049) return generalizedTime(at);
  return tlv(TAG.UTC_TIME, Buffer.from(`${digits(year % 100, 2)}${secondsText(at)}`, 'latin1'));
}
