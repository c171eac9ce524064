import fc from 'fast-check';
import { checkLandline, checkMobile, checkPostcode } from './contact';
import { checkEmailAddress } from './email-address';

const answer = (check: (input: unknown) => ReturnType<typeof checkMobile>, input: unknown): string => {
  const checked = check(input);
  return checked.ok ? checked.value : checked.code;
};

describe('telephone and postcode', () => {
  it.each([
    ['13800138000', '13800138000'],
    ['１３８００１３８０００', '13800138000'],
    [' 19912345678 ', '19912345678'],
    ['12800138000', 'wrongShape'],
    ['1380013800', 'wrongShape'],
    ['+8613800138000', 'wrongCharacter'],
    ['138 0013 8000', 'wrongCharacter'],
    ['', 'empty'],
    [13800138000, 'notText'],
  ])('as a mobile number %p gives %s', (input, expected) => {
    expect(answer(checkMobile, input)).toBe(expected);
  });

  it.each([
    ['010-58103599', '010-58103599'],
    ['01058103599', '01058103599'],
    ['0755-1234567-123456', '0755-1234567-123456'],
    ['０１０－５８１０３５９９', '010-58103599'],
    ['400-123-4567', '400-123-4567'],
    ['8001234567', '8001234567'],
    ['58103599', 'wrongShape'],
    ['010-58103599-', 'wrongShape'],
    ['010-58103599-1234567', 'wrongShape'],
    ['(010)58103599', 'wrongCharacter'],
  ])('as a landline number %p gives %s', (input, expected) => {
    expect(answer(checkLandline, input)).toBe(expected);
  });

  it.each([
    ['010000', '010000'],
    ['１０００００', '100000'],
    ['10000', 'wrongShape'],
    ['1000000', 'wrongShape'],
    ['A00000', 'wrongCharacter'],
    [100000, 'notText'],
  ])('as a postcode %p gives %s', (input, expected) => {
    expect(answer(checkPostcode, input)).toBe(expected);
  });
});

describe('邮箱', () => {
  const longestDomain = `${'d'.repeat(63)}.${'d'.repeat(63)}.${'d'.repeat(61)}`;

  it.each([
    ['Zhang.San@Example.COM', 'Zhang.San@example.com'],
    ['zhang+key@mail.example.cn', 'zhang+key@mail.example.cn'],
    ['ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｎ', 'zhang@example.cn'],
    ['zhang@xn--fiqs8s.xn--55qx5d', 'zhang@xn--fiqs8s.xn--55qx5d'],
    [`${'a'.repeat(64)}@${longestDomain}`, `${'a'.repeat(64)}@${longestDomain}`],
    [`${'a'.repeat(64)}@${longestDomain}d`, 'wrongLength'],
    [`${'a'.repeat(65)}@example.cn`, 'wrongShape'],
    ['zhang@localhost', 'wrongShape'],
    ['zhang@192.168.0.1', 'wrongShape'],
    ['zhang@-example.cn', 'wrongShape'],
    ['zhang@example-.cn', 'wrongShape'],
    ['zhang@example..cn', 'wrongShape'],
    ['zhang@example.cn.', 'wrongShape'],
    [`zhang@${'d'.repeat(64)}.cn`, 'wrongShape'],
    ['.zhang@example.cn', 'wrongShape'],
    ['zh..ang@example.cn', 'wrongShape'],
    ['@example.cn', 'wrongShape'],
    ['example.cn', 'wrongShape'],
    ['zhang@san@example.cn', 'wrongShape'],
    ['"zhang san"@example.cn', 'wrongCharacter'],
    ['张三@example.cn', 'wrongCharacter'],
    ['zhang@例子.中国', 'wrongCharacter'],
    ['zhang@ex\u212ample.cn', 'wrongCharacter'],
    ['zhang@example.cn\r\nBcc: all@example.cn', 'unsafeCharacter'],
    ['', 'empty'],
    [{}, 'notText'],
  ])('%p gives %s', (input, expected) => {
    expect(answer(checkEmailAddress, input)).toBe(expected);
  });

  it('gives an address that is its own normal form', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const once = checkEmailAddress(address);
        fc.pre(once.ok);
        expect(checkEmailAddress(once.ok && once.value)).toEqual(once);
      }),
    );
  });
});
