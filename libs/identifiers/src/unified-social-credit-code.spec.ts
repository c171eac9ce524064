import fc from 'fast-check';
import { checkUscc, checkUsccShape, usccCheckCharacter, usccParts } from './unified-social-credit-code';

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const code = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: 2, maxLength: 2 }),
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 6 }),
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: 9, maxLength: 9 }),
  )
  .map((parts) => parts.join(''))
  .map((body) => body + usccCheckCharacter(body));
const replaceAt = (text: string, place: number, by: string): string =>
  text.slice(0, place) + by + text.slice(place + 1);
const problemOf = (input: unknown): string | undefined => {
  const checked = checkUscc(input);
  return checked.ok ? undefined : checked.code;
};

describe('统一社会信用代码', () => {
  it.each([
    '91350100M000100Y43',
    '91110000101623741K',
    '911101066976941872',
    '9144030071526726XG',
    '914403001922038216',
    '91440300708461136T',
    '91330100799655058B',
    '91110000802100433B',
    '91110108551385082Q',
    '91310000607342023U',
    '91110108717743469K',
    '91110101MA0000007T',
    '91310115MA1K00007Q',
    '91440300MA5F0000X1',
    '92330106MA2C00001E',
    '91350200MA3200004X',
    '93500101MA5U00003K',
  ])('%s is a code', (uscc) => {
    expect(checkUscc(uscc)).toEqual({ ok: true, value: uscc });
  });

  it.each([
    ['91350100M000100Y4A', 'checkDigitWrong'],
    ['91350100M000100YIO', 'wrongCharacter'],
    ['9111000080210043B', 'wrongLength'],
    ['91110000802100433BB', 'wrongLength'],
    ['9111000A802100433B', 'wrongShape'],
    ['91110000 802100433B', 'wrongCharacter'],
    ['', 'empty'],
    ['\u3000', 'empty'],
    ['91110000802100433\u202eB', 'unsafeCharacter'],
    ['91110000802100433B\n', 'unsafeCharacter'],
    ['9'.repeat(1001), 'wrongLength'],
    [911101066976941872n, 'notText'],
    [undefined, 'notText'],
    [['91110000802100433B'], 'notText'],
  ])('%p is refused as %s', (input, problem) => {
    expect(problemOf(input)).toBe(problem);
  });

  it.each([
    '91110000802100433b',
    ' 91110000802100433B ',
    '９１１１００００８０２１００４３３Ｂ',
    '９１１１００００８０２１００４３３ｂ',
  ])('takes %s in its normal form', (typed) => {
    expect(checkUscc(typed)).toEqual({ ok: true, value: '91110000802100433B' });
  });

  it('tells a registered code with a wrong check character from one of a wrong form, so that a reviewer may let it pass', () => {
    expect(problemOf('91350211M0000XUF46')).toBe('checkDigitWrong');
    expect(usccCheckCharacter('91350211M0000XUF4')).toBe('R');
    expect(checkUsccShape('91350211m0000xuf46')).toEqual({ ok: true, value: '91350211M0000XUF46' });
    expect(checkUscc('91350211M0000XUF46')).toMatchObject({ zh: expect.stringContaining('人工核实') });
  });

  it('writes 0 where the weighted sum is a multiple of 31', () => {
    expect(usccCheckCharacter('00000000000000000')).toBe('0');
  });

  it('does not take a dotless ı, a long ſ or a ligature for letters of the alphabet', () => {
    for (const foreign of ['ı', 'ſ', 'ﬁ', 'ß', '٣', '一']) {
      expect(problemOf(`9111000080210043${foreign}B`)).toBe('wrongCharacter');
    }
  });

  it('is taken apart by the places of the standard', () => {
    expect(usccParts('9144030071526726XG')).toEqual({
      department: '9',
      category: '1',
      region: '440300',
      organisationCode: '71526726X',
      checkCharacter: 'G',
    });
  });

  it('has no check character where the body is no body', () => {
    expect(() => usccCheckCharacter('9144030071526726')).toThrow(RangeError);
    expect(() => usccCheckCharacter('9144030071526726I')).toThrow(RangeError);
  });

  it('accepts every code built by the rule', () => {
    fc.assert(fc.property(code, (uscc) => expect(checkUscc(uscc)).toEqual({ ok: true, value: uscc })));
  });

  // 31 is prime, no weight is a multiple of it and no two characters have the same value: one change always shows.
  it('detects every change of a single character', () => {
    fc.assert(
      fc.property(code, fc.nat(17), fc.constantFrom(...alphabet), (uscc, place, other) => {
        fc.pre(uscc.charAt(place) !== other);
        expect(checkUscc(replaceAt(uscc, place, other)).ok).toBe(false);
      }),
    );
  });

  // The weights are the powers 0 to 16 of a primitive root, hence all different: (a − b)(v − w) is never 0 mod 31.
  it('detects every exchange of two different characters before the check character', () => {
    fc.assert(
      fc.property(code, fc.nat(16), fc.nat(16), (uscc, one, other) => {
        fc.pre(uscc.charAt(one) !== uscc.charAt(other));
        const exchanged = replaceAt(replaceAt(uscc, one, uscc.charAt(other)), other, uscc.charAt(one));
        expect(checkUscc(exchanged).ok).toBe(false);
      }),
    );
  });

  it('answers any input whatever without failing, and never repeats it', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        const checked = checkUscc(input);
        expect(checked.ok || (checked.zh.length > 0 && checked.en.length > 0)).toBe(true);
      }),
    );
    const refused = checkUscc('91350100M000100Y4A');
    expect(JSON.stringify(refused)).not.toContain('91350100M000100Y4A');
  });
});
