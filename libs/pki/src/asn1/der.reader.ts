import { oid, TAG } from './der.writer';
import { OID } from './object-identifiers';

/** What is thrown inside this library for bytes that are not the DER that was expected; every public reader turns it into a code. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

/** One element: `raw` is the whole of it as it stood, `content` what follows tag and length. Both are views, not copies. */
export interface Element {
  readonly tag: number;
  readonly raw: Buffer;
  readonly content: Buffer;
}

/**
 * Walks over the elements of one level. It accepts DER only: tags of one octet, definite lengths in their shortest form, nothing beyond the
 * end. Nothing here recurses, so the depth of hostile input costs nothing.
 */
export class DerCursor {
  private offset = 0;

  constructor(private readonly bytes: Buffer) {}

  get atEnd(): boolean {
    return this.offset >= this.bytes.length;
  }

  /** The next element; with `tag`, it must be of that kind. */
  next(tag?: number): Element {
    const found = this.bytes[this.offset];
    if (found === undefined) throw new DerError('an element is missing');
    if (tag !== undefined && found !== tag) throw new DerError(`tag ${hex(found)} stands where ${hex(tag)} must`);
    if ((found & 0x1f) === 0x1f) throw new DerError('a tag of several octets');
    const { start, length } = this.lengthAt(this.offset + 1);
    const end = start + length;
    if (end > this.bytes.length) throw new DerError('an element runs beyond its end');
    const element = {
      tag: found,
      raw: this.bytes.subarray(this.offset, end),
      content: this.bytes.subarray(start, end),
    };
    this.offset = end;
    return element;
  }

  /** The next element if it is of that kind. */
  optional(tag: number): Element | undefined {
    return this.bytes[this.offset] === tag ? this.next(tag) : undefined;
  }

  /** Steps into the next element, which must be of that kind. */
  enter(tag: number = TAG.SEQUENCE): DerCursor {
    return new DerCursor(this.next(tag).content);
  }

  /** All that is left on this level. */
  rest(): Element[] {
    const elements: Element[] = [];
    while (!this.atEnd) elements.push(this.next());
    return elements;
  }

  /** Nothing may follow. */
  end(): void {
    if (!this.atEnd) throw new DerError('bytes follow the last element');
  }

  private lengthAt(at: number): { start: number; length: number } {
    const first = this.bytes[at];
    if (first === undefined) throw new DerError('a length is missing');
    if (first < 0x80) return { start: at + 1, length: first };
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw new DerError('an indefinite or monstrous length');
    let length = 0;
    for (let i = 1; i <= count; i += 1) {
      const octet = this.bytes[at + i];
      if (octet === undefined) throw new DerError('a length is cut off');
      length = length * 256 + octet;
    }
    if (length < 0x80 || length < 256 ** (count - 1)) throw new DerError('a length that is not the shortest');
    return { start: at + 1 + count, length };
  }
}

const hex = (tag: number): string => `0x${tag.toString(16).padStart(2, '0')}`;

/** The one element that `bytes` is made of; what follows it is an error. */
export function only(bytes: Buffer, tag: number): Element {
  const outer = new DerCursor(bytes);
  const element = outer.next(tag);
  outer.end();
  return element;
}

export const onlyContent = (bytes: Buffer, tag: number): Buffer => only(bytes, tag).content;

/** The same, entered. */
export const enterOnly = (bytes: Buffer, tag: number = TAG.SEQUENCE): DerCursor =>
  new DerCursor(onlyContent(bytes, tag));

/** INTEGER or ENUMERATED of at most `maxOctets` content octets, negative ones included. */
export function readInteger(element: Element, maxOctets: number): bigint {
  const { content } = element;
  const [first, second] = content;
  if (first === undefined || content.length > maxOctets)
    throw new DerError('an INTEGER without value or far too large');
  const padded = second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (padded) throw new DerError('an INTEGER that is not the shortest');
  const magnitude = BigInt(`0x${content.toString('hex')}`);
  return first < 0x80 ? magnitude : magnitude - (1n << BigInt(8 * content.length));
}

export function readSmallInteger(element: Element): number {
  return Number(readInteger(element, 4));
}

/** Nearly all that are ever read, by their content octets. */
const KNOWN_OIDS: ReadonlyMap<string, string> = new Map(
  Object.values(OID).map((dotted) => [onlyContent(oid(dotted), TAG.OID).toString('latin1'), dotted]),
);

export function readOid({ tag, content }: Element): string {
  const known = tag === TAG.OID ? KNOWN_OIDS.get(content.toString('latin1')) : undefined;
  return known ?? readArcs(tag, content);
}

function readArcs(tag: number, content: Buffer): string {
  const last = content[content.length - 1];
  if (tag !== TAG.OID || last === undefined || last >= 0x80 || content.length > 64)
    throw new DerError('not an object identifier');
  const arcs: bigint[] = [];
  let arc = 0n;
  let fresh = true;
  for (const octet of content) {
    if (fresh && octet === 0x80) throw new DerError('an arc that is not the shortest');
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    fresh = octet < 0x80;
    if (fresh) arcs.push(arc);
    if (fresh) arc = 0n;
  }
  const [joined = 0n, ...others] = arcs;
  const root = joined < 40n ? 0n : joined < 80n ? 1n : 2n;
  return [root, joined - root * 40n, ...others].join('.');
}

export function readBoolean(element: Element): boolean {
  const [value] = element.content;
  if (element.content.length !== 1 || (value !== 0 && value !== 0xff)) throw new DerError('not a BOOLEAN');
  return value === 0xff;
}

/** A BIT STRING of whole octets: keys and signatures are. */
export function readOctetsOfBitString(element: Element): Buffer {
  if (element.content[0] !== 0) throw new DerError('a BIT STRING that is not made of whole octets');
  return element.content.subarray(1);
}

/** UTCTime or GeneralizedTime to the second, in UTC: the only forms RFC 5280 §4.1.2.5 allows. */
export function readTime(element: Element): Date {
  const text = element.content.toString('latin1');
  const short = element.tag === TAG.UTC_TIME;
  if (!(short ? /^\d{12}Z$/ : /^\d{14}Z$/).test(text)) throw new DerError('not a time');
  if (!short && element.tag !== TAG.GENERALIZED_TIME) throw new DerError('not a time');
  const full = short ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const iso = full.replace(/^(....)(..)(..)(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6.000Z');
  const at = new Date(iso);
  if (Number.isNaN(at.getTime()) || at.toISOString() !== iso) throw new DerError('not a moment of any calendar');
  return at;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text of a DirectoryString, IA5String or PrintableString. T61String is read as Latin-1, which is what those who use it write. */
export function readText(element: Element): string {
  const { tag, content } = element;
  switch (tag) {
    case TAG.UTF8_STRING:
      return utf8(content);
    case TAG.PRINTABLE_STRING:
    case TAG.IA5_STRING:
      if (content.some((octet) => octet > 0x7f)) throw new DerError('a seven-bit string with an eighth bit');
      return content.toString('latin1');
    case TAG.T61_STRING:
      return content.toString('latin1');
    case TAG.BMP_STRING:
      if (content.length % 2) throw new DerError('half a character');
      return Buffer.from(content).swap16().toString('utf16le');
    default:
      throw new DerError('not a string that names are made of');
  }
}

function utf8(content: Buffer): string {
  try {
    return strictUtf8.decode(content);
  } catch {
    throw new DerError('not UTF-8');
  }
}
