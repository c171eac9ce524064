import * as mark from './marks';
import { isoOf, uuidAt } from './spelled';
import { readBack } from './spellings';

/** The words that a store has learned, by their numbers. */
export interface WordList {
  /** @throws where there is no such word. */
  wordAt(number: number): string;
}

const PROTOTYPE = '__proto__';

/** @throws where the bytes are none that a `Packer` has made. */
export function unpack(bytes: Uint8Array, words: WordList, known?: string): unknown {
  const unpacker = new Unpacker(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    words,
    known === undefined ? [] : [readBack(known)],
  );
  const value = unpacker.value();
  unpacker.refuseMore();
  return value;
}

class Unpacker {
  private at = 0;
  private instant = 0;
  private instantText = '';

  constructor(
    private readonly bytes: Buffer,
    private readonly words: WordList,
    private readonly seen: string[],
  ) {}

  value(): unknown {
    const kind = this.byte();
    if (kind >= mark.SMALL_AGAIN) return this.string(kind);
    if (kind >= mark.SMALL_OBJECT) return this.object(kind - mark.SMALL_OBJECT);
    if (kind >= mark.SMALL_ARRAY) return this.array(kind - mark.SMALL_ARRAY);
    if (kind >= mark.SMALL_INTEGER) return kind - mark.SMALL_INTEGER;
    switch (kind) {
      case mark.NULL:
        return null;
      case mark.FALSE:
        return false;
      case mark.TRUE:
        return true;
      case mark.FLOAT:
        return this.taken(8).readDoubleBE();
      case mark.INTEGER:
        return this.signed();
      case mark.ARRAY:
        return this.array(this.unsigned());
      case mark.OBJECT:
        return this.object(this.unsigned());
      default:
        return this.string(kind);
    }
  }

  refuseMore(): void {
    if (this.at !== this.bytes.length) throw new RangeError('more bytes than a value has');
  }

  private array(count: number): unknown[] {
    const items: unknown[] = [];
    for (let index = 0; index < count; index += 1) items.push(this.value());
    return items;
  }

  private object(count: number): Record<string, unknown> {
    const members: Record<string, unknown> = {};
    for (let index = 0; index < count; index += 1) {
      const key = this.string(this.byte());
      const value = this.value();
      if (key === PROTOTYPE)
        Object.defineProperty(members, key, { value, enumerable: true, configurable: true, writable: true }); // prettier-ignore
      else members[key] = value;
    }
    return members;
  }

  private string(kind: number): string {
    if (kind >= mark.SMALL_WORD) return this.words.wordAt(kind - mark.SMALL_WORD);
    if (kind >= mark.SMALL_TEXT) return this.text(kind - mark.SMALL_TEXT, 'utf8');
    if (kind >= mark.SMALL_AGAIN) return this.again(kind - mark.SMALL_AGAIN);
    switch (kind) {
      case mark.WORD:
        return this.words.wordAt(this.unsigned());
      case mark.AGAIN:
        return this.again(this.unsigned());
      case mark.INSTANT:
        return this.nextInstant();
      case mark.TEXT:
        return this.text(this.unsigned(), 'utf8');
      case mark.UTF16:
        return this.text(this.unsigned(), 'utf16le');
      default:
        return this.remembered(this.newString(kind));
    }
  }

  private nextInstant(): string {
    const later = this.signed();
    if (later !== 0 || this.instantText === '') {
      this.instant += later;
      this.instantText = isoOf(this.instant);
    }
    return this.instantText;
  }

  private newString(kind: number): string {
    switch (kind) {
      case mark.UUID:
        return uuidAt(this.bytes, this.skip(16));
      case mark.HEX:
        return this.slice(this.unsigned(), 'hex');
      case mark.UPPER_HEX:
        return this.slice(this.unsigned(), 'hex').toUpperCase();
      case mark.BASE64:
        return this.slice(this.unsigned(), 'base64');
      case mark.BASE64URL:
        return this.slice(this.unsigned(), 'base64url');
      case mark.COLON:
        return `${this.string(this.byte())}:${this.string(this.byte())}`;
      case mark.SLASH:
        return `${this.string(this.byte())}/${this.string(this.byte())}`;
      default:
        throw new RangeError(`no value begins with ${kind}`);
    }
  }

  private text(length: number, encoding: 'utf8' | 'utf16le'): string {
    const text = this.slice(length, encoding);
    return text.length < mark.WORTH_REMEMBERING ? text : this.remembered(text);
  }

  private remembered(text: string): string {
    this.seen.push(text);
    return text;
  }

  private again(number: number): string {
    const text = this.seen[number];
    if (text === undefined) throw new RangeError(`no string ${number} before`);
    return text;
  }

  private slice(length: number, encoding: BufferEncoding): string {
    const from = this.skip(length);
    return this.bytes.toString(encoding, from, from + length);
  }

  private taken(length: number): Buffer {
    const from = this.skip(length);
    return this.bytes.subarray(from, from + length);
  }

  private skip(length: number): number {
    const from = this.at;
    this.at += length;
    if (this.at > this.bytes.length) throw new RangeError('cut short');
    return from;
  }

  private signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  private unsigned(): number {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  }

  private byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new RangeError('cut short');
    this.at += 1;
    return byte;
  }
}
