import { streamIdOf, viewPart, type Recorded, type View } from '@ekey/kernel';
import type { DifferenceEvent } from '../difference/difference.events';
import { evolve, isSame } from '../difference/difference.state';
import type { Difference } from '../match/differences';

interface Found extends Difference {
  readonly since: string;
}
interface Entry {
  readonly open: readonly Found[];
  readonly changedAt: string;
}

export const subjectKinds = ['token', 'certificate', 'order'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** A token by its serial number, a certificate by its own, an order by its case. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}
export interface ComparedSubject extends Subject {
  readonly state: 'open' | 'settled';
  readonly differences: readonly Found[];
  readonly changedAt: string;
}

export const nameOfSubject = ({ kind, id }: Subject): string => `${kind}.${id}`;

function subjectOf(name: string): Subject {
  const dot = name.indexOf('.');
  return { kind: name.slice(0, dot) as SubjectKind, id: name.slice(dot + 1) };
}

/** What is open is what its own decider folds; the view adds since when. */
function project(entry: Entry | null, fact: Recorded<DifferenceEvent>): Entry {
  const before = entry?.open ?? [];
  const { open } = evolve({ open: before }, fact);
  const sinceOf = (difference: Difference): string =>
    before.find((each) => isSame(each, difference))?.since ?? fact.meta.recordedAt;
  return { open: open.map((each) => ({ ...each, since: sinceOf(each) })), changedAt: fact.meta.recordedAt };
}

interface Parts {
  readonly comparison: Entry;
}

/** Which tokens, certificates and orders do not agree with each other, and since when? */
export const differences: View<Parts, ComparedSubject> = {
  name: 'differences',
  version: 1,
  parts: {
    comparison: viewPart<Entry, DifferenceEvent>({
      from: 'own',
      category: 'issuance.Difference',
      on: ['DifferenceFound', 'DifferenceSettled'],
      key: ({ meta }) => streamIdOf(meta.stream),
      project,
    }),
  },
  answer: ({ comparison }, name) => {
    if (comparison === undefined) return null;
    const { open, changedAt } = comparison;
    return { ...subjectOf(name), state: open.length > 0 ? 'open' : 'settled', differences: open, changedAt };
  },
  indexes: { state: ({ state }) => state, kind: ({ kind }) => kind, changedAt: ({ changedAt }) => changedAt },
};
