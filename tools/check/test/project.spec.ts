import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brokenLinks, documents, nameless, packages, sources, unimported, unreferenced, untold } from '../src';

const root = path.resolve(__dirname, '../../..');
const files = ['libs', 'services', 'deploy', 'tools'].flatMap((folder) => sources(root, folder));
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

describe('the project', () => {
  it('tells every decider, view, policy, publisher and effect in a spec beside it', () => {
    expect(files.length).toBeGreaterThan(300);
    expect(untold(root, files)).toEqual([]);
  });

  it('names every file by what it does', () => {
    expect(nameless(files)).toEqual([]);
  });

  it.each(packages(root))('%s names in its configuration the packages that it imports, and no others', (folder) => {
    expect(unreferenced(root, folder)).toEqual([]);
    expect(unimported(root, folder)).toEqual([]);
  });

  it.each(documents(root))('%s links to what is there and names files and commands that exist', (document) => {
    expect(brokenLinks(root, document, new Set(Object.keys(manifest.scripts)))).toEqual([]);
  });

  it('carries no download addresses in its lock file', () => {
    expect(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "http/);
  });
});
