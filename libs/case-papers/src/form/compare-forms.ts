import { canonicalJson } from '@ekey/kernel';
import type { SubmittedForm } from '@ekey/contracts';
import { fieldsPrintedOn, printoutKinds, type PrintoutKind } from '@ekey/printouts';
import { VERSION_BOUND } from '../scans/documents';

/** Differ with every version and say nothing about the answers. */
const NOT_ANSWERS = ['formNumber', 'formVersion', 'submittedAt'];

/** @returns the dotted paths of the leaves in which two forms differ, a list being one leaf. */
export function differingPaths(one: object, other: object, prefix = ''): readonly string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.flatMap((name) => {
    const [left, right] = [one, other].map((form) => (form as Record<string, unknown>)[name]);
    const path = `${prefix}${name}`;
    if (isGroup(left) || isGroup(right))
      return differingPaths(isGroup(left) ? left : {}, isGroup(right) ? right : {}, `${path}.`);
    return canonicalJson(left) === canonicalJson(right) ? [] : [path];
  });
}

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An office stands in the form with its particulars, and is answered by its id. */
const asAnswered = (path: string): string =>
  path.startsWith('agency.') ? 'agencyId' : path.startsWith('pickupPoint.') ? 'pickupPointId' : path;

/** The fields, by the paths under which they are answered, in which two versions of a form differ. */
export const changedFields = (before: SubmittedForm, after: SubmittedForm): readonly string[] => {
  const answers = differingPaths(before, after).filter((path) => !NOT_ANSWERS.includes(path));
  return [...new Set(answers.map(asAnswered))].sort();
};

/**
 * The printouts of a former version that no longer do: those whose scans carry the version, and those that show something
 * else than before, so that a signed scan of them no longer says what the form says.
 */
export function outdatedPrintouts(before: SubmittedForm, after: SubmittedForm): readonly PrintoutKind[] {
  const differing = new Set(differingPaths(before, after));
  const showsAnother = (kind: PrintoutKind): boolean => fieldsPrintedOn(kind).some((path) => differing.has(path));
  return printoutKinds.filter((kind) => VERSION_BOUND.includes(kind) || showsAnother(kind));
}
