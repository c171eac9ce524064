import { canonicalJson } from '@ekey/kernel';
import type { SubmittedForm } from '@ekey/contracts';
import { answerAt } from './check-form';
import { changedFields, differingPaths } from './compare-forms';
import type { DraftForm } from './draft-form';
import { draftOf } from './draft-of';

/** How an enterprise is reached: the answers that stand in no certificate, no seal and no paper that proves anything. */
export const contactFields = [
  'mailingAddress',
  'postcode',
  'phone',
  'fax',
  'agent.department',
  'agent.position',
  'agent.mobile',
  'agent.phone',
  'agent.email',
] as const;

/** Whether the field may be changed without a new key. */
export const isContact = (path: string): boolean => contactFields.some((field) => field === path);

/** What somebody wants to be reached by, beside what else would be changed with it. */
export interface ContactWanted {
  /** The former answers with the contact data that were given; those that were not given stay. */
  readonly draft: DraftForm;
  /** Paths of other fields that were answered otherwise than before. */
  readonly others: readonly string[];
}

/** @param given the fields to change; others may stand beside them as they were. */
export function withContact(former: SubmittedForm, given: DraftForm): ContactWanted {
  const before = draftOf(former);
  const asked = { ...former, ...before };
  const answers = leavesOf(given);
  const differs = ([path, value]: Leaf): boolean =>
    canonicalJson(value) !== canonicalJson(answerAt(asked, path) ?? null);
  const others = answers.filter((leaf) => !isContact(leaf[0]) && differs(leaf)).map(([path]) => path);
  const contact = answers.filter(([path]) => isContact(path));
  return { draft: contact.reduce(withAnswer, before), others };
}

/** A draft that says of how the enterprise is reached what this form says. */
export const withContactOf = (draft: DraftForm, said: SubmittedForm): DraftForm =>
  contactFields.reduce<DraftForm>((filled, path) => withAnswer(filled, [path, answerAt(said, path)]), draft);

/** A draft that began with what one form says of it, where nobody has answered otherwise since: now with what a newer one says. */
export const withContactSince = (draft: DraftForm, before: SubmittedForm, since: SubmittedForm): DraftForm =>
  contactFields
    .filter((path) => canonicalJson(answerAt(draft, path) ?? null) === canonicalJson(answerAt(before, path) ?? null))
    .reduce<DraftForm>((filled, path) => withAnswer(filled, [path, answerAt(since, path)]), draft);

/** The contact data, by their paths, in which two forms differ. */
export const contactChanged = (before: SubmittedForm, after: SubmittedForm): readonly string[] =>
  changedFields(before, after).filter(isContact);

/** Whether a form says something new of how the enterprise is reached, and nothing else that is new. */
export function changesContactAlone(before: SubmittedForm, after: SubmittedForm): boolean {
  const asked = (form: SubmittedForm) => ({ ...draftOf(form), usccAsPrinted: null });
  const changed = differingPaths(asked(before), asked(after));
  return changed.length > 0 && changed.every(isContact);
}

type Leaf = readonly [path: string, value: unknown];

function leavesOf(group: object, prefix = ''): readonly Leaf[] {
  return Object.entries(group).flatMap(([name, value]): readonly Leaf[] => {
    if (value === undefined) return [];
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isGroup ? leavesOf(value as object, `${prefix}${name}.`) : [[`${prefix}${name}`, value]];
  });
}

function withAnswer(draft: DraftForm, [path, value]: Leaf): DraftForm {
  const [group = '', member] = path.split('.');
  if (member === undefined) return { ...draft, [group]: value };
  return { ...draft, [group]: { ...(draft[group as keyof DraftForm] as object), [member]: value } };
}
