import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sources } from './house-rules';

/** What the packages' configurations leave out of a build. */
const UNBUILT = /\.(spec|contract)\.ts$|\/contract\//;
const OURS = /\b(?:from|import|require\()\s*\(?\s*'(@ekey\/[a-z-]+)/g;

/** Folders that are built as a package, as paths from the root. */
export const packages = (root: string): readonly string[] =>
  ['libs', 'services', 'deploy', 'tools']
    .flatMap((folder) => readdirSync(path.join(root, folder)).map((name) => path.join(folder, name)))
    .filter((folder) => existsSync(path.join(root, folder, 'tsconfig.json')));

/**
 * What the sources of a package import and its configuration does not name. The compiler then builds the two in any
 * order: it works where an earlier build has left the other's output, and fails in a fresh clone.
 */
export function unreferenced(root: string, folder: string): readonly string[] {
  const referenced = new Set(references(root, folder));
  return imported(root, folder).filter((name) => !referenced.has(name));
}

/** Packages that a configuration names and no source imports. */
export function unimported(root: string, folder: string): readonly string[] {
  const used = new Set(imported(root, folder));
  return references(root, folder).filter((name) => !used.has(name));
}

function references(root: string, folder: string): readonly string[] {
  const { references = [] } = json<{ references?: readonly { path: string }[] }>(root, folder, 'tsconfig.json');
  return references.map((reference) => nameOf(root, path.join(folder, reference.path)));
}

function imported(root: string, folder: string): readonly string[] {
  const own = nameOf(root, folder);
  const names = sources(root, folder)
    .filter((file) => file.startsWith(path.join(folder, 'src/')) && !UNBUILT.test(file))
    .flatMap((file) => [...readFileSync(path.join(root, file), 'utf8').matchAll(OURS)].map(([, name]) => name!));
  return [...new Set(names)].filter((name) => name !== own);
}

const nameOf = (root: string, folder: string): string => json<{ name: string }>(root, folder, 'package.json').name;

const json = <T>(...parts: string[]): T => JSON.parse(readFileSync(path.join(...parts), 'utf8')) as T;
