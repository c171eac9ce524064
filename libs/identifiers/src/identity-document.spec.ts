import fc from 'fast-check';
import { citizenNumberCheckCharacter, citizenNumberParts } from './citizen-number';
import {
  checkIdentityDocument,
  identityDocumentKinds,
  identityDocumentName,
  type IdentityDocumentKind,
} from './identity-document';

const today = '2026-03-02';
const numberBornOn = (birthDate: string): string => {
  const body = `110101${birthDate.replaceAll('-', '')}001`;
  return body + citizenNumberCheckCharacter(body);
};
const answer = (kind: IdentityDocumentKind, input: unknown, on = today): string => {
  const checked = checkIdentityDocument(kind, input, on);
  return checked.ok ? checked.value : checked.code;
};

describe('居民身份证', () => {
  it.each([
    '11010519491231002X',
    '440524188001010014',
    '110101190001010014',
    '310115190001010028',
    '44030119000228003X',
    '500101190402290048',
  ])('%s is a number', (number) => {
    expect(checkIdentityDocument('residentIdentityCard', number, today)).toEqual({ ok: true, value: number });
  });

  it.each([
    ['110105194912310021', 'checkDigitWrong'],
    ['440524188013010014', 'impossibleDate'],
    ['500101190302290048', 'impossibleDate'],
    ['110101190000000014', 'impossibleDate'],
    ['110105491231002', 'wrongLength'],
    ['11010519491231X02X', 'wrongShape'],
    ['11010519491231002A', 'wrongCharacter'],
    ['110105 19491231 002X', 'wrongCharacter'],
    ['810000199408230021', 'wrongKind'],
    ['932682198501010017', 'wrongKind'],
    ['', 'empty'],
    ['11010519491231002\u200bX', 'unsafeCharacter'],
    [110105194912310020, 'notText'],
  ])('%p is refused as %s', (input, problem) => {
    expect(answer('residentIdentityCard', input)).toBe(problem);
  });

  it('takes a small x and full-width digits in their normal form', () => {
    expect(answer('residentIdentityCard', '11010519491231002x')).toBe('11010519491231002X');
    expect(answer('residentIdentityCard', ' １１０１０５１９４９１２３１００２ｘ')).toBe('11010519491231002X');
  });

  it('belongs to an adult from the eighteenth birthday on', () => {
    expect(answer('residentIdentityCard', numberBornOn('2008-03-02'))).toBe(numberBornOn('2008-03-02'));
    expect(answer('residentIdentityCard', numberBornOn('2008-03-03'))).toBe('underAge');
  });

  it('counts a birthday of 29 February on the 28th where the year has no other', () => {
    const number = numberBornOn('2008-02-29');
    expect(answer('residentIdentityCard', number, '2026-02-27')).toBe('underAge');
    expect(answer('residentIdentityCard', number, '2026-02-28')).toBe(number);
  });

  it('is of nobody who is not born yet', () => {
    expect(answer('residentIdentityCard', numberBornOn('2026-03-03'))).toBe('impossibleDate');
    expect(answer('residentIdentityCard', numberBornOn('2026-03-02'))).toBe('underAge');
  });

  it('tells region, date of birth and sex', () => {
    expect(citizenNumberParts('11010519491231002X')).toEqual({
      region: '110105',
      birthDate: '1949-12-31',
      sex: 'female',
    });
    expect(citizenNumberParts('440524188001010014').sex).toBe('male');
  });

  it('shows every wrong digit by its check character or its date', () => {
    const digits = fc.constantFrom(...'0123456789');
    fc.assert(
      fc.property(fc.nat(16), digits, (place, digit) => {
        const number = '11010519491231002X';
        fc.pre(number.charAt(place) !== digit);
        expect(answer('residentIdentityCard', number.slice(0, place) + digit + number.slice(place + 1))).toMatch(
          /^(checkDigitWrong|impossibleDate|wrongKind)$/,
        );
      }),
    );
  });

  it('refuses to judge an age by a day that does not exist', () => {
    expect(() => checkIdentityDocument('residentIdentityCard', '11010519491231002X', '2026-02-29')).toThrow(RangeError);
    expect(() => checkIdentityDocument('residentIdentityCard', '11010519491231002X', '2026-2-1')).toThrow(RangeError);
    expect(() => citizenNumberCheckCharacter('1101051949123100')).toThrow(RangeError);
  });
});

describe('the other documents of a person', () => {
  it.each<[IdentityDocumentKind, string]>([
    ['hongKongMacaoTaiwanResidencePermit', '810000199408230021'],
    ['hongKongMacaoTaiwanResidencePermit', '830000199201300022'],
    ['foreignPermanentResidentCard', '932682198501010017'],
    ['formerForeignPermanentResidentCard', 'KAZ110090123105'],
    ['hongKongMacaoTravelPermit', 'H12345678'],
    ['hongKongMacaoTravelPermit', 'M1234567801'],
    ['taiwanTravelPermit', '12345678'],
    ['taiwanTravelPermit', '1234567890'],
    ['passport', 'E12345678'],
    ['passport', 'AB123'],
  ])('%s: %s is a number', (kind, number) => {
    expect(checkIdentityDocument(kind, number.toLowerCase(), today)).toEqual({ ok: true, value: number });
  });

  it.each<[IdentityDocumentKind, string, string]>([
    ['hongKongMacaoTaiwanResidencePermit', '810000199408230022', 'checkDigitWrong'],
    ['hongKongMacaoTaiwanResidencePermit', '11010519491231002X', 'wrongKind'],
    ['hongKongMacaoTaiwanResidencePermit', '810001199408230021', 'wrongKind'],
    ['foreignPermanentResidentCard', '11010519491231002X', 'wrongKind'],
    ['foreignPermanentResidentCard', '932682198501010018', 'checkDigitWrong'],
    ['formerForeignPermanentResidentCard', 'KA1110090123105', 'wrongShape'],
    ['hongKongMacaoTravelPermit', 'X12345678', 'wrongShape'],
    ['hongKongMacaoTravelPermit', 'H123456789', 'wrongShape'],
    ['taiwanTravelPermit', '123456789', 'wrongShape'],
    ['taiwanTravelPermit', 'T12345678', 'wrongCharacter'],
    ['passport', 'E123', 'wrongShape'],
    ['passport', 'E123456789012345678', 'wrongShape'],
    ['passport', 'E1234-678', 'wrongCharacter'],
    ['passport', ' ', 'empty'],
  ])('%s: %p is refused as %s', (kind, input, problem) => {
    expect(answer(kind, input)).toBe(problem);
  });

  it('has a name in both languages for each kind', () => {
    expect(identityDocumentKinds.map((kind) => identityDocumentName(kind).zh)).toEqual([
      '居民身份证',
      '港澳台居民居住证',
      '外国人永久居留身份证',
      '外国人永久居留身份证（旧版）',
      '港澳居民来往内地通行证',
      '台湾居民来往大陆通行证',
      '护照',
    ]);
  });
});
