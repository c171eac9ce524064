import * as fc from 'fast-check';
import { breakLines } from './line-breaking';

/** Chinese characters and full-width marks are one em wide, everything else half an em. */
const ems = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character.codePointAt(0)! < 0x2000 ? 0.5 : 1), 0);
const broken = (text: string, room: number, indent = 0): string[] =>
  breakLines(text, room, ems, indent).map((line) => line.text);

describe('breaking lines', () => {
  it('breaks between any two Chinese characters', () => {
    expect(broken('进出口企业电子钥匙', 4)).toEqual(['进出口企', '业电子钥', '匙']);
  });

  it('takes a character along rather than begin a line with a closing mark', () => {
    expect(broken('电子钥匙，证书', 4)).toEqual(['电子钥', '匙，证书']);
    expect(broken('（电子钥匙）。证书', 5)).toEqual(['（电子钥', '匙）。证书']);
  });

  it('takes an opening mark along rather than end a line with it', () => {
    expect(broken('申请表《协议》', 4)).toEqual(['申请表', '《协议》']);
  });

  it('keeps a Latin word or a number whole', () => {
    expect(broken('电话 13800000000 转', 6)).toEqual(['电话', '13800000000', '转']);
  });

  it('divides an address that is longer than its line after the marks between its parts', () => {
    expect(broken('https://ekey.example.cn/portal', 6)).toEqual(['https://', 'ekey.', 'example.cn/', 'portal']);
  });

  it('divides a word without any marks where the line ends', () => {
    expect(broken('abcdefghij', 2)).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('leaves room for the indent on the first line of each paragraph only', () => {
    expect(broken('一二三四五六\n一二三四五', 4, 2)).toEqual(['一二', '三四五六', '一二', '三四五']);
  });

  it('tells first and last lines of a paragraph, an empty one included', () => {
    expect(breakLines('一二三\n', 2, ems).map(({ first, last }) => [first, last])).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  it('never loses a character and never makes a line too wide', () => {
    const character = fc.constantFrom(...'进出口，。（）《》“” ab-/@.1·—');
    const text = fc.string({ unit: character, maxLength: 120 });
    const without = (from: string): string => from.replaceAll(' ', '');
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 12 }), (given, room) => {
        const lines = broken(given, room);
        expect(without(lines.join(''))).toBe(without(given));
        for (const line of lines) expect(ems(line)).toBeLessThanOrEqual(room);
      }),
    );
  });
});
