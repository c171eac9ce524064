import fc from 'fast-check';
import { normaliseText, type TextForm } from './normalise-text';
import {
  containsUnsafeCharacter,
  linesContainUnsafeCharacter,
  unsafeKindOf,
  unsafeRanges,
  withLineFeeds,
} from './unsafe-characters';

describe('the normal form of what was typed', () => {
  it.each<[TextForm, string, string]>([
    ['code', '　ａb－９ ', 'AB-9'],
    ['latin', ' ａＢ＠ ', 'aB@'],
    ['text', ' Ａ（é） ', 'Ａ（é）'],
    ['text', 'e\u0301', 'é'],
  ])('as %s makes %p into %p', (form, typed, normal) => {
    expect(normaliseText(typed, form)).toEqual({ ok: true, value: normal });
  });

  it('is reached in one step', () => {
    const forms = fc.constantFrom<TextForm>('code', 'latin', 'text');
    fc.assert(
      fc.property(forms, fc.string({ unit: 'binary' }), (form, typed) => {
        const once = normaliseText(typed, form);
        fc.pre(once.ok);
        expect(normaliseText(once.ok && once.value, form)).toEqual(once);
      }),
    );
  });

  it('says in both languages what to do with a refused value', () => {
    expect(normaliseText('a\u0000', 'text')).toEqual({
      ok: false,
      code: 'unsafeCharacter',
      zh: '该项含有不可见、控制或无法识别的字符，请删除后手工重新输入。',
      en: 'This field contains an invisible, control or unreadable character; delete it and type the value by hand.',
    });
    expect(normaliseText('a'.repeat(1001), 'text')).toMatchObject({ code: 'wrongLength' });
  });
});

describe('a character that may not stand in a text', () => {
  it.each([
    ['a null', '\u0000', 'control'],
    ['a tab', '\t', 'control'],
    ['a line break', '\n', 'control'],
    ['a delete', '\u007f', 'control'],
    ['a C1 control', '\u0085', 'control'],
    ['a line separator', '\u2028', 'control'],
    ['a soft hyphen', '\u00ad', 'invisible'],
    ['a zero width space', '\u200b', 'invisible'],
    ['a zero width joiner', '\u200d', 'invisible'],
    ['a word joiner', '\u2060', 'invisible'],
    ['a byte order mark', '\ufeff', 'invisible'],
    ['a variation selector', '\ufe0f', 'invisible'],
    ['a Hangul filler', '\u3164', 'invisible'],
    ['a tag', '\u{e0041}', 'invisible'],
    ['a left-to-right mark', '\u200e', 'bidirectional'],
    ['a right-to-left override', '\u202e', 'bidirectional'],
    ['an isolate', '\u2066', 'bidirectional'],
    ['an Arabic letter mark', '\u061c', 'bidirectional'],
    ['a high surrogate alone', 'a\ud842'.slice(1), 'surrogate'],
    ['a low surrogate alone', '\udfb7', 'surrogate'],
    ['a private-use character', '\ue863', 'privateUse'],
    ['a private-use character of plane 15', '\u{f0000}', 'privateUse'],
    ['a replacement character', '\ufffd', 'replacement'],
    ['a noncharacter', '\ufdd0', 'noncharacter'],
    ['the end of plane 0', '\uffff', 'noncharacter'],
    ['the end of plane 2', '\u{2fffe}', 'noncharacter'],
  ])('is %s', (_name, character, kind) => {
    expect(unsafeKindOf(character.codePointAt(0) ?? 0)).toBe(kind);
    expect(normaliseText(`甲${character}乙`, 'text')).toMatchObject({ ok: false, code: 'unsafeCharacter' });
  });

  it('is no letter, ideograph, digit or sign that forms hold', () => {
    expect(containsUnsafeCharacter('进出口（Ａ）·〇𠮷\u{31350} Zürich №1 é ئۇيغۇر བོད')).toBe(false);
  });

  it('is a line break only where one line is meant', () => {
    const [lines, tabbed] = [withLineFeeds('缺件。\r\n请补齐。\r谢谢\n'), '缺件。\n\t请补齐'];
    expect(lines).toBe('缺件。\n请补齐。\n谢谢\n');
    expect([containsUnsafeCharacter(lines), linesContainUnsafeCharacter(lines)]).toEqual([true, false]);
    expect(linesContainUnsafeCharacter(tabbed)).toBe(true);
  });

  it('is listed once, in order', () => {
    unsafeRanges.forEach(([from, to], index) => {
      expect(from).toBeLessThanOrEqual(to);
      expect(from).toBeGreaterThan(unsafeRanges[index - 1]?.[1] ?? -1);
    });
  });

  it('covers everything that Unicode calls a control, a surrogate or private use', () => {
    const wanted = /^[\p{Cc}\p{Cs}\p{Co}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]$/u;
    const missed: string[] = [];
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      if (wanted.test(String.fromCodePoint(codePoint)) && unsafeKindOf(codePoint) === undefined) {
        missed.push(codePoint.toString(16));
      }
    }
    expect(missed).toEqual([]);
  });
});
