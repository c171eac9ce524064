import fc from 'fast-check';
import {
  DerCursor,
  DerError,
  enterOnly,
  readBoolean,
  readInteger,
  readOid,
  readSmallInteger,
  readText,
  readTime,
} from './der.reader';
import * as der from './der.writer';
import { OID } from './object-identifiers';

const only = (bytes: Buffer) => new DerCursor(bytes).next();
const hex = (text: string) => Buffer.from(text.replace(/ /g, ''), 'hex');

describe('DER', () => {
  it('reads every non-negative integer as it was written', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 1n << 200n }),
        (value) => readInteger(only(der.integer(value)), 26) === value,
      ),
    );
  });

  it('writes lengths in their shortest form', () => {
    expect(der.octetString(Buffer.alloc(127)).subarray(0, 2)).toEqual(hex('04 7f'));
    expect(der.octetString(Buffer.alloc(128)).subarray(0, 3)).toEqual(hex('04 81 80'));
    expect(der.octetString(Buffer.alloc(255)).subarray(0, 3)).toEqual(hex('04 81 ff'));
    expect(der.octetString(Buffer.alloc(256)).subarray(0, 4)).toEqual(hex('04 82 01 00'));
    expect(der.octetString(Buffer.alloc(65_536)).subarray(0, 5)).toEqual(hex('04 83 01 00 00'));
    expect(der.octetString(Buffer.alloc(16_777_216)).subarray(0, 6)).toEqual(hex('04 84 01 00 00 00'));
  });

  it('reads object identifiers as they were written, those made from a UUID included', () => {
    for (const dotted of [
      '1.2.156.10260.4.1.4',
      '2.5.29.15',
      '0.9',
      '2.999.3',
      '2.25.216732589788927675103711168799887270064',
    ]) {
      expect(readOid(only(der.oid(dotted)))).toBe(dotted);
    }
    expect(der.oid('1.2.840.113549')).toEqual(hex('06 06 2a 86 48 86 f7 0d'));
  });

  it('reads every object identifier that has a name here', () => {
    for (const dotted of Object.values(OID)) expect(readOid(only(der.oid(dotted)))).toBe(dotted);
  });

  it('reads no object identifier from an element of another kind, were it made of the same octets', () => {
    expect(() => readOid(only(der.octetString(only(der.oid(OID.keyUsage)).content)))).toThrow(DerError);
  });

  it('refuses to write what is no object identifier', () => {
    for (const wrong of ['', '1', '3.1', '1.40', '1.2.', '1.02', '1.2.x'])
      expect(() => der.oid(wrong)).toThrow(RangeError);
  });

  it('writes times to the second, two digits of the year until 2049, four from 2050', () => {
    expect(der.time(new Date('2049-12-31T23:59:59.999Z')).toString('latin1')).toBe('\x17\x0d491231235959Z');
    expect(der.time(new Date('2050-01-01T00:00:00Z')).toString('latin1')).toBe('\x18\x0f20500101000000Z');
    expect(der.time(new Date('1950-01-01T00:00:00Z'))[0]).toBe(der.TAG.UTC_TIME);
  });

  it('reads every time as it was written', () => {
    const moments = fc.date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (at) => {
        at.setUTCMilliseconds(0);
        return readTime(only(der.time(at))).getTime() === at.getTime();
      }),
    );
  });

  it('refuses times that no calendar has', () => {
    for (const text of [
      '260230000000Z',
      '261301000000Z',
      '260101240000Z',
      '2601010000Z',
      '260101000000+0800',
      '26010100000 Z',
    ]) {
      expect(() => readTime(only(der.tlv(der.TAG.UTC_TIME, Buffer.from(text))))).toThrow(DerError);
    }
    expect(() => readTime(only(der.octetString(Buffer.from('260101000000Z'))))).toThrow(DerError);
  });

  it('puts the elements of a SET into ascending order', () => {
    expect(der.setOf(der.integer(2), der.integer(1))).toEqual(der.setOf(der.integer(1), der.integer(2)));
  });

  it.each([
    ['an indefinite length', '30 80 00 00'],
    ['a length that is not the shortest', '04 81 05 00 00 00 00 00'],
    ['a length with a zero in front', '04 82 00 85'],
    ['a length of five octets', '04 85 01 00 00 00 00'],
    ['a length that is cut off', '04 82 01'],
    ['an element that runs beyond its end', '04 05 00'],
    ['a tag of several octets', '1f 81 01 00'],
    ['nothing at all', ''],
  ])('refuses %s', (_, bytes) => {
    expect(() => only(hex(bytes))).toThrow(DerError);
  });

  it('refuses bytes after the last element', () => {
    expect(() => enterOnly(hex('30 00 00'))).toThrow(DerError);
  });

  it.each([
    ['02 00', 'without value'],
    ['02 02 00 7f', 'padded with zeros'],
    ['02 02 ff 80', 'padded with ones'],
  ])('refuses the INTEGER %s, %s', (bytes) => {
    expect(() => readInteger(only(hex(bytes)), 4)).toThrow(DerError);
  });

  it('reads negative integers as negative', () => {
    expect(readInteger(only(hex('02 01 ff')), 1)).toBe(-1n);
    expect(readInteger(only(hex('02 02 ff 7f')), 2)).toBe(-129n);
  });

  it('refuses an INTEGER of more octets than its reader asks for', () => {
    expect(() => readInteger(only(hex('02 02 ff 7f')), 1)).toThrow(DerError);
  });

  it('takes only 00 and ff for a BOOLEAN', () => {
    expect(readBoolean(only(hex('01 01 ff')))).toBe(true);
    expect(() => readBoolean(only(hex('01 01 01')))).toThrow(DerError);
  });

  it.each([
    ['UTF8String', der.TAG.UTF8_STRING, Buffer.from('福建𠮷'), '福建𠮷'],
    ['BMPString', der.TAG.BMP_STRING, hex('798f 5efa'), '福建'],
    ['T61String', der.TAG.T61_STRING, hex('e9'), 'é'],
    ['PrintableString', der.TAG.PRINTABLE_STRING, Buffer.from('CN'), 'CN'],
  ])('reads a %s', (_, tag, content, text) => {
    expect(readText(only(der.tlv(tag, content)))).toBe(text);
  });

  it('refuses text that its type does not allow', () => {
    expect(() => readText(only(der.tlv(der.TAG.UTF8_STRING, hex('c3 28'))))).toThrow(DerError);
    expect(() => readText(only(der.tlv(der.TAG.PRINTABLE_STRING, hex('e9'))))).toThrow(DerError);
    expect(() => readText(only(der.tlv(der.TAG.BMP_STRING, hex('79'))))).toThrow(DerError);
    expect(() => der.printableString('福建')).toThrow(RangeError);
    expect(() => der.ia5String('http://例.cn')).toThrow(RangeError);
  });

  it('meets any bytes with an answer or a DerError', () => {
    const reader = (bytes: Buffer): void => {
      for (const element of new DerCursor(bytes).rest()) {
        for (const read of [readSmallInteger, readOid, readBoolean, readTime, readText]) attempt(() => read(element));
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void attempt(() => reader(Buffer.from(bytes)))));
  });
});

function attempt(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
  }
}
