import { parsePrintoutCode, printoutCode } from './printout-code';
import { printoutKinds } from './printout-data';

const identity = { formNumber: 'SQ-20261122-000123', formVersion: 3, shortHash: '9f3a61c2d07b' };

describe('the code of a printout', () => {
  it('says which state of which form the paper shows', () => {
    expect(printoutCode('seal-confirmation', identity)).toBe(
      'EKEY1|seal-confirmation|SQ-20261122-000123|3|9f3a61c2d07b',
    );
  });

  it.each([...printoutKinds])('is read back: %s', (kind) => {
    expect(parsePrintoutCode(printoutCode(kind, identity))).toEqual({ kind, ...identity });
  });

  it.each([
    ['another notation', 'EKEY2|application-form|SQ-1|1|9f3a61c2'],
    ['another document', 'EKEY1|business-licence|SQ-1|1|9f3a61c2'],
    ['a link', 'https://example.cn/?EKEY1|application-form|SQ-1|1|9f3a61c2'],
    ['a part too many', 'EKEY1|application-form|SQ-1|1|9f3a61c2|x'],
    ['a part too few', 'EKEY1|application-form|SQ-1|1'],
    ['version zero', 'EKEY1|application-form|SQ-1|0|9f3a61c2'],
    ['a version that is no number', 'EKEY1|application-form|SQ-1|1e3|9f3a61c2'],
    ['no number of the form', 'EKEY1|application-form||1|9f3a61c2'],
    ['a digest that is none', 'EKEY1|application-form|SQ-1|1|digest00'],
    ['nothing', ''],
  ])('is not found in %s', (_, text) => {
    expect(parsePrintoutCode(text)).toBeNull();
  });

  it('cannot be written with parts that would not be read back', () => {
    expect(() => printoutCode('application-form', { ...identity, formNumber: 'SQ|1' })).toThrow(RangeError);
    expect(() => printoutCode('application-form', { ...identity, formVersion: 1.5 })).toThrow(RangeError);
    expect(() => printoutCode('application-form', { ...identity, shortHash: '9F3A61C2' })).toThrow(RangeError);
  });
});
