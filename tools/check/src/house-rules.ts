import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Files whose rules must be told in a sibling spec: what lint cannot see. */
const TOLD = /\.(decider|view|policy|publisher|effect)\.ts$/;
const NAMELESS = /(^|[.-])(utils?|helpers?|common|shared|manager|base)([.-]|$)/;

/** Source files below a folder, as paths from the root. */
export function sources(root: string, folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file))
    .filter((file) => file.endsWith('.ts') && !/(^|\/)(dist|node_modules)\//.test(file));
}

/** Deciders, views, policies, publishers and effects without a spec beside them. */
export const untold = (root: string, files: readonly string[]): readonly string[] =>
  files.filter(
    (file) =>
      TOLD.test(file) && !specsOf(file).some((spec) => existsSync(path.join(root, spec))) && !isToldInParts(root, file),
  );

/** `x.decider.ts` is told in `x.decider.spec.ts` or, being the heart of its folder, in `x.spec.ts`. */
const specsOf = (file: string): readonly string[] => [
  file.replace(/\.ts$/, '.spec.ts'),
  file.replace(/\.decider\.ts$/, '.spec.ts'),
];

/** A decider too long for one file is told where its decisions stand, command by command. */
function isToldInParts(root: string, file: string): boolean {
  const folder = path.join(root, path.dirname(file), 'decide');
  return (
    file.endsWith('.decider.ts') && existsSync(folder) && readdirSync(folder).some((each) => each.endsWith('.spec.ts'))
  );
}

/** Files whose name says nothing of what they do. */
export const nameless = (files: readonly string[]): readonly string[] =>
  files.filter((file) => NAMELESS.test(path.basename(file)));
