import { readFileSync } from 'node:fs';
import path from 'node:path';
import { COMMANDS, helpOf, readCommandLine, requireOne, type CommandName } from '../../src/host/command-line';

const names = Object.keys(COMMANDS) as CommandName[];

describe('a command of the host', () => {
  it('is read with its options', () => {
    expect(readCommandLine(['replay', '--case', 'c1', '--purpose', 'a complaint'])).toMatchObject({
      name: 'replay',
      options: { case: 'c1', purpose: 'a complaint' },
    });
    expect(readCommandLine(['replay', '--rebuild=review', '--switch']).options).toEqual({
      rebuild: 'review',
      switch: '',
    });
    expect(readCommandLine(['import:holders', 'holders.csv'])).toMatchObject({ file: 'holders.csv', options: {} });
  });

  it.each([
    ['an unknown one', ['format'], 'there is no command format'],
    ['none', [], 'name a command'],
    ['an unknown option', ['backup', '--two', 'x'], "Unknown option '--two'"],
    ['an option without its value', ['backup', '--to'], 'argument missing'],
    ['an option with nothing in it', ['erase', '--case', 'c1', '--reason', ' '], '--reason needs a value'],
    ['the same option twice', ['erase', '--case', 'c1', '--case=c2', '--reason', 'r'], '--case is given twice'],
    ['a word too many', ['check', 'everything'], 'everything'],
    ['a file too many', ['import:holders', 'a.csv', 'b.csv'], 'one file at a time'],
    ['no file', ['import:holders'], 'name the file'],
    ['a flag with a value', ['replay', '--rebuild', 'review', '--switch=now'], 'does not take an argument'],
    ['a value of any length', ['erase', '--case', 'c1', '--reason', 'x'.repeat(1_001)], 'longer than 1000'],
  ])('is refused where %s is given, with what to give', (_what, words, why) => {
    expect(() => readCommandLine(words)).toThrow(why);
  });

  it('asks for one thing at a time, whole', () => {
    const forms = [
      ['case', 'reason'],
      ['account', 'reason'],
    ] as const;
    const typed = (...words: readonly string[]) => readCommandLine(['erase', ...words]);
    expect(() => requireOne(typed('--case', 'c1'), ...forms)).toThrow('npm run erase');
    expect(() => requireOne(typed('--case', 'c1', '--account', 'a1', '--reason', 'r'), ...forms)).toThrow(
      'npm run erase',
    );
    expect(() => requireOne(typed('--case', 'c1', '--reason', 'r'), ...forms)).not.toThrow();
  });

  it.each(names)('%s tells how it is given', (name) => {
    expect(readCommandLine([name, '--help']).wantsHelp).toBe(true);
    for (const option of Object.keys(COMMANDS[name].options))
      expect(helpOf(name)).toMatch(new RegExp(`--${option}( <[^>]+>)?  \\S`));
  });

  it.each(names)('%s can be typed as npm run', (name) => {
    const manifest = path.join(__dirname, '../../../../package.json');
    const { scripts } = JSON.parse(readFileSync(manifest, 'utf8')) as { scripts: Record<string, string> };
    expect(scripts[name]).toMatch(new RegExp(`host/cli\\.js ${name}$`));
  });
});
