import { recorded } from '@ekey/kernel/testing';
import { viewPart, type Fact, type Recorded, type View } from '@ekey/kernel';
import { Projection } from './projection';

type Taken = Fact<'NoteTaken', { readonly text: string }>;

const part = (category: string) =>
  viewPart<string, Taken>({
    from: 'own',
    category,
    on: ['NoteTaken'],
    key: ({ data, meta }) => data.text || meta.stream.slice(meta.stream.indexOf('-') + 1),
    project: (_part, { data }) => data.text,
  });
const ofOne: View<{ note: string }, string> = {
  ...{ name: 'notes', version: 1, indexes: {} },
  parts: { note: part('notify.Notice') },
  answer: ({ note }) => note ?? null,
};
const ofTwo: View<{ note: string; other: string }, string> = {
  ...{ name: 'notes', version: 1, indexes: {} },
  parts: { note: part('notify.Notice'), other: part('notify.Other') },
  answer: ({ note }) => note ?? null,
};
const taken = (id: string, revision: number, about = ''): Recorded =>
  recorded({ type: 'NoteTaken', data: { text: about } }, { stream: `notify.Notice-${id}`, revision });
const newIn = (view: typeof ofOne | typeof ofTwo, ...facts: readonly Recorded[]): readonly string[] => [
  ...new Projection(view as never).newIn(facts),
];

describe('documents that facts tell of for the first time', () => {
  it('are those of which the first fact of their stream is told first', () =>
    expect(newIn(ofOne, taken('a', 0), taken('b', 3), taken('a', 1), taken('b', 0))).toEqual(['a']));

  it('are none that a stream of another name feeds: others may have told of them', () =>
    expect(newIn(ofOne, taken('a', 0, 'b'))).toEqual([]));

  it('are none of a view that is told by several', () => expect(newIn(ofTwo, taken('a', 0))).toEqual([]));
});
