import { isSameText } from './same-text';

describe('a secret text', () => {
  it.each([
    ['the same', 'abc', 'abc', true],
    ['another as long', 'abd', 'abc', false],
    ['its beginning', 'ab', 'abc', false],
    ['nothing', '', 'abc', false],
    ['as many characters and more bytes', 'äbc', 'abc', false],
  ])('is told from %s', (_what, given, expected, isSame) => {
    expect(isSameText(given, expected)).toBe(isSame);
  });
});
