import fc from 'fast-check';
import { decodedCsv, parseCsv } from './csv';

const fields = (text: string, delimiter = ',') => parseCsv(text, delimiter).records.map((record) => record.fields);

describe('a CSV file', () => {
  it.each([
    ['line feeds', 'a,b\nc,d\n'],
    ['carriage returns and line feeds', 'a,b\r\nc,d\r\n'],
    ['carriage returns', 'a,b\rc,d\r'],
    ['no end on the last line', 'a,b\nc,d'],
    ['empty lines', '\n\na,b\n,\nc,d\n\n'],
  ])('may be written with %s', (_how, text) =>
    expect(fields(text)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]),
  );

  it('may quote fields that hold the delimiter, marks or line ends', () =>
    expect(fields('"a,1","say ""b""","two\nlines"\nc,,"d"')).toEqual([
      ['a,1', 'say "b"', 'two\nlines'],
      ['c', '', 'd'],
    ]));
  it('may be delimited by tabs or semicolons', () => {
    expect(fields('a;b', ';')).toEqual([['a', 'b']]);
    expect(fields('a\t"b\tc"', '\t')).toEqual([['a', 'b\tc']]);
  });
  it('counts lines as an editor shows them', () => {
    const { records } = parseCsv('a\n"b\nb\r\nb"\nc\n\nd', ',');
    expect(records.map(({ line }) => line)).toEqual([1, 2, 5, 7]);
  });
  it('says where a quotation mark is out of place', () => {
    expect(parseCsv('a\n"b', ',').faults).toEqual([{ line: 2, fault: 'quote-not-closed' }]);
    expect(parseCsv('"a"b,c', ',').faults).toEqual([{ line: 1, fault: 'text-after-quote' }]);
  });
  it('gives back whatever was written into it', () =>
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), { maxLength: 6 }), (rows) => {
        const full = rows.filter((row) => row.some((field) => field.trim() !== ''));
        const text = full.map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect(parseCsv(text, ',')).toMatchObject({ faults: [] });
        expect(fields(text)).toEqual(full);
      }),
    ));
  it('never loses its way in what is no CSV', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a') }), (text) => {
        expect(parseCsv(text, ',').records.length).toBeLessThanOrEqual(text.length + 1);
      }),
    ));
});

describe('the bytes of a file', () => {
  it.each([
    ['UTF-8', Buffer.from('企业')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeff企业')],
    ['UTF-16 with a byte order mark', Buffer.from('\ufeff企业', 'utf16le')],
    ['GB 18030', Buffer.from([0xc6, 0xf3, 0xd2, 0xb5])],
  ])('are read as %s', (_encoding, bytes) => expect(decodedCsv(bytes)).toBe('企业'));
});
