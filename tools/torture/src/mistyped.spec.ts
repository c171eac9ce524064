import { parseArgs } from 'node:util';
import { saidOf } from './mistyped';
import { targetsIn } from './targets';

/** The error that this ends with. */
function errorOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe('what is said to who typed', () => {
  it.each<[what: string, act: () => unknown, said: RegExp]>([
    [
      'a word for something that nobody can kill',
      () => targetsIn('nonsense'),
      /^not to be killed: nonsense; there are services,/,
    ],
    ['an option that there is not', () => parseArgs({ args: ['--killz'], options: {} }), /^Unknown option '--killz'/],
  ])('is in words for %s, and where to read on', (_what, act, said) => {
    expect(saidOf(errorOf(act))).toMatch(said);
    expect(saidOf(errorOf(act))).toMatch(/\nSee docs\/how-to\/torture\.md\.$/);
    expect(saidOf(errorOf(act))).not.toMatch(/ at /);
  });

  it('has the stack where it is a fault of ours', () => {
    expect(saidOf(new RangeError('never thought of'))).toMatch(/^RangeError: never thought of\n +at /);
    expect(saidOf('a text')).toBe('a text');
  });
});
