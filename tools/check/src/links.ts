import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A file of the project by its path from the root, or from the sources beside the document. */
const FILE = /`((?:libs|services|deploy|tools|docs)\/[\w./-]+\.[a-z]+)`/g;
const BUILT = /\/dist\//;

/** Every Markdown file of the project. */
export const documents = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.md') && !/(^|\/)(node_modules|dist|data|\.nx)\//.test(file),
  );

/** Links of a document that lead to no file, files that it names and that are not there, and `npm run` commands that no script has. */
export function brokenLinks(root: string, document: string, scripts: ReadonlySet<string>): readonly string[] {
  const text = readFileSync(path.join(root, document), 'utf8');
  const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1] as string);
  const lost = targets.filter(
    (target) => !/^[a-z]+:/.test(target) && !existsSync(path.join(root, path.dirname(document), target)),
  );
  const named = [...text.matchAll(FILE)].map((match) => match[1] as string);
  const from = [root, path.join(root, path.dirname(document), 'src')];
  const gone = named.filter((file) => !BUILT.test(file) && !from.some((place) => existsSync(path.join(place, file))));
  const commands = [...text.matchAll(/npm run ([a-z][a-z:-]*)/g)].map((match) => match[1] as string);
  return [
    ...lost,
    ...gone,
    ...commands.filter((command) => !scripts.has(command)).map((command) => `npm run ${command}`),
  ];
}
