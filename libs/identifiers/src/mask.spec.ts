import fc from 'fast-check';
import { maskEmail, maskIdNumber, maskMobile, maskName } from './mask';

describe('what is shown to somebody who need not know', () => {
  it.each([
    ['11010519491231002X', '110*************2X'],
    ['KAZ110090123105', 'KAZ**********05'],
    ['E12345678', 'E*******8'],
    ['AB1', '***'],
    ['', ''],
  ])('of the document number %p is %p', (number, masked) => {
    expect(maskIdNumber(number)).toBe(masked);
  });

  it.each([
    ['13812345678', '138****5678'],
    ['010-58103599', '**********99'],
    ['12', '**'],
    ['', ''],
  ])('of the telephone number %p is %p', (number, masked) => {
    expect(maskMobile(number)).toBe(masked);
  });

  it.each([
    ['zhangsan@example.com', 'z***@example.com'],
    ['z@example.com', 'z***@example.com'],
    ['𠮷田@example.com', '𠮷***@example.com'],
    ['@example.com', '***'],
    ['zhangsan', '***'],
    ['', '***'],
  ])('of the address %p is %p', (address, masked) => {
    expect(maskEmail(address)).toBe(masked);
  });

  it.each([
    ['张三', '张*'],
    ['欧阳娜娜', '欧***'],
    ['𠮷野家', '𠮷**'],
    ['张', '*'],
    ['', ''],
  ])('of the name %p is %p', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it('never includes the date of birth, and at most five characters of a document number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), (number) => {
        const shown = [...maskIdNumber(number.replaceAll('*', '#'))].filter((character) => character !== '*');
        expect(shown.length).toBeLessThanOrEqual(5);
        expect(shown.length).toBeLessThan([...number].length);
      }),
    );
    expect(maskIdNumber('11010519491231002X')).not.toContain('1949');
  });
});
