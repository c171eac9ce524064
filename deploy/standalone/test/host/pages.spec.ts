import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { configSchema, readConfig } from '@ekey/platform';
import { COMMANDS, readCommandLine } from '../../src/host/command-line';

const root = path.join(__dirname, '../../../..');
const pages = ['docs/how-to', 'docs/runbooks'].flatMap((folder) =>
  readdirSync(path.join(root, folder)).map((name) => path.join(folder, name)),
);
const { scripts: known } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: object };
const scripts = Object.keys(known);
const textOf = (page: string): string => readFileSync(path.join(root, page), 'utf8');

describe('the page for who operates it', () => {
  it('names every setting with its default and its meaning, and no other', () => {
    const rows = [...textOf('docs/how-to/operate.md').matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\| (.+?) +\|$/gm)];
    const defaults = readConfig({});
    const expected = Object.entries(configSchema.shape).map(([name, setting]) => {
      const value = defaults[name as keyof typeof defaults];
      const isNone = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
      return [name, isNone ? 'none' : `\`${String(value)}\``, setting.description];
    });
    expect(rows.map(([, name, value, meaning]) => [name, value, meaning])).toEqual(expected);
  });
});

describe.each(pages)('%s', (page) => {
  it('tells commands as they are typed', () => {
    const typed = [...textOf(page).matchAll(/npm run ([a-z]+(?::[a-z]+)?)((?: --? ?[^\n`]*)?)/g)];
    for (const [, name = '', rest = ''] of typed) {
      const words = (rest.replace(/^ --(?= |$)/, '').match(/"[^"]*"|\S+/g) ?? []).map((word) =>
        word.replaceAll('"', ''),
      );
      expect(scripts).toContain(name);
      if (name in COMMANDS && words.length > 0) expect(() => readCommandLine([name, ...words])).not.toThrow();
    }
  });

  it('leads to pages that there are', () => {
    const links = [...textOf(page).matchAll(/\]\(([^)#]+\.md)\)/g)].map(([, link]) => link as string);
    for (const link of links)
      expect([link, existsSync(path.join(root, path.dirname(page), link))]).toEqual([link, true]);
  });
});
