import fc from 'fast-check';
import { checkImportExportCode, importExportCodeBelongsToUscc } from './import-export-code';
import { checkOrganisationCode, organisationCodeCheckCharacter } from './organisation-code';

const alphabet = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const body = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 8, maxLength: 8 });

describe('组织机构代码', () => {
  it.each(['71526726X', '799655058', '192203821', 'D2143569X', 'M000100Y4'])('%s is a code', (code) => {
    expect(checkOrganisationCode(code)).toEqual({ ok: true, value: code });
  });

  it.each([
    ['715267260', 'checkDigitWrong'],
    ['D21435690', 'checkDigitWrong'],
    ['7152672X', 'wrongLength'],
    ['71526726XX', 'wrongLength'],
    ['71526726A', 'wrongShape'],
    ['7152-6726X', 'wrongCharacter'],
    ['71526726--X', 'wrongCharacter'],
    ['', 'empty'],
    [null, 'notText'],
  ])('%p is refused as %s', (input, problem) => {
    expect(checkOrganisationCode(input)).toMatchObject({ ok: false, code: problem });
  });

  it.each(['71526726-X', '71526726-x', '７１５２６７２６－Ｘ'])(
    'strips the hyphen of the printed form %s',
    (printed) => {
      expect(checkOrganisationCode(printed)).toEqual({ ok: true, value: '71526726X' });
    },
  );

  it('has no check character where the body is no body', () => {
    expect(() => organisationCodeCheckCharacter('7152672')).toThrow(RangeError);
    expect(() => organisationCodeCheckCharacter('7152672x')).toThrow(RangeError);
  });

  it('accepts every code built by the rule', () => {
    fc.assert(
      fc.property(body, (eight) => {
        const code = eight + organisationCodeCheckCharacter(eight);
        expect(checkOrganisationCode(code)).toEqual({ ok: true, value: code });
      }),
    );
  });

  // The modulus is 11 and the alphabet has 36 characters, so changes by a multiple of 11 are beyond what the code can show.
  it('detects a change of one character exactly where the two values differ modulo 11', () => {
    fc.assert(
      fc.property(body, fc.nat(7), fc.constantFrom(...alphabet), (eight, place, other) => {
        const changed = eight.slice(0, place) + other + eight.slice(place + 1);
        const distance = alphabet.indexOf(other) - alphabet.indexOf(eight.charAt(place));
        const accepted = checkOrganisationCode(changed + organisationCodeCheckCharacter(eight)).ok;
        expect(accepted).toBe(distance % 11 === 0);
      }),
    );
  });
});

describe('进出口企业代码', () => {
  it.each(['1100802100433', '4403192203821'])('%s is a code', (code) => {
    expect(checkImportExportCode(code)).toEqual({ ok: true, value: code });
  });

  it.each([
    ['1100802100434', 'checkDigitWrong'],
    ['110080210043', 'wrongLength'],
    ['A100802100433', 'wrongShape'],
    ['1100-802100433', 'wrongCharacter'],
    ['', 'empty'],
    [1100802100433, 'notText'],
  ])('%p is refused as %s', (input, problem) => {
    expect(checkImportExportCode(input)).toMatchObject({ ok: false, code: problem });
  });

  it('belongs to the credit code with the same organisation code, whatever the regions say', () => {
    expect(importExportCodeBelongsToUscc('1100802100433', '91110000802100433B')).toBe(true);
    expect(importExportCodeBelongsToUscc('4403192203821', '914403001922038216')).toBe(true);
    expect(importExportCodeBelongsToUscc('4403192203821', '91110000802100433B')).toBe(false);
  });
});
