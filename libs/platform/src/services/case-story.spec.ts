import { BROKEN_RECORD, BrokenRecord, type StoredFact } from '@ekey/event-store';
import { caseKey, type Fact, type Sealed } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import type { AnyDecider } from '../commands/stream-command';
import { masked, opened, storyOf, type Chapter } from './case-story';

type Event = Fact<
  'OrderOpened' | 'TokenTaken' | 'TokenGivenBack',
  { readonly caseId: string; readonly person?: string | null }
>;
type State = readonly (string | null)[];

/** Remembers whom it has heard of. */
const decider = (category: string): AnyDecider => ({
  category,
  initial: [],
  decide: () => [],
  evolve: (state: State, { data }: Event) => [...state, data.person === undefined ? data.caseId : data.person],
  personal: { owner: ({ data }: Event) => caseKey(data.caseId), fields: { OrderOpened: ['person'] } },
});
const deciders = [decider('issuance.KeyOrder'), decider('issuance.Token')];

const seal = (caseId: string, person: string): Sealed => ({ $sealed: person, owner: caseKey(caseId), field: 'person' });
const keys = { open: async ({ $sealed }: Sealed): Promise<unknown> => $sealed };

/** A log as it was written; positions are places in it. */
function logOf(...written: readonly (readonly [stream: string, type: Event['type'], data: object])[]) {
  const revisions = new Map<string, number>();
  const facts = written.map(([stream, type, data], index): StoredFact => {
    const revision = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, revision);
    const fact = recorded({ type, data }, { stream, revision, position: index + 1 });
    return { ...fact, trace: { commandId: `${index}`, requestDigest: '' } };
  });
  const broken = new Set<number>();
  const refuse = (found: readonly StoredFact[]): readonly StoredFact[] => {
    const bad = found.find(({ meta }) => broken.has(meta.position));
    if (bad !== undefined) throw new BrokenRecord(bad.meta.stream, bad.meta.position, 'its checksum is wrong');
    return found;
  };
  return {
    broken,
    readAll: async (after: number, limit: number) => refuse(facts.slice(after, after + limit)),
    read: async (stream: string, from = 0) =>
      refuse(facts.filter(({ meta }) => meta.stream === stream && meta.revision >= from)),
  };
}

const history = () =>
  logOf(
    ['issuance.KeyOrder-one', 'OrderOpened', { caseId: 'one', person: seal('one', '王小明') }],
    ['issuance.KeyOrder-two', 'OrderOpened', { caseId: 'two', person: null }],
    ['issuance.Token-T1', 'TokenTaken', { caseId: 'two' }],
    ['issuance.Token-T1', 'TokenGivenBack', { caseId: 'two' }],
    ['issuance.Token-T1', 'TokenTaken', { caseId: 'one' }],
  );

async function told(log: ReturnType<typeof logOf>, subject = 'one', eyes = masked): Promise<readonly Chapter[]> {
  const chapters: Chapter[] = [];
  for await (const chapter of storyOf(subject, log, deciders, eyes)) chapters.push(chapter);
  return chapters;
}

const lines = (chapters: readonly Chapter[]): readonly string[] =>
  chapters.map(({ fact }) => `${fact.meta.stream}@${fact.meta.revision} ${fact.type}`);

describe('the story of a case', () => {
  it('is every fact of its own streams, and of others those that name it', async () => {
    expect(lines(await told(history()))).toEqual([
      'issuance.KeyOrder-one@0 OrderOpened',
      'issuance.Token-T1@2 TokenTaken',
    ]);
  });

  it('is every fact of a stream that was begun for it', async () => {
    const log = history();
    expect(lines(await told(log, 'two'))).toEqual([
      'issuance.KeyOrder-two@0 OrderOpened',
      'issuance.Token-T1@0 TokenTaken',
      'issuance.Token-T1@1 TokenGivenBack',
      'issuance.Token-T1@2 TokenTaken',
    ]);
  });

  it('tells with each fact what its stream has come to, other cases included', async () => {
    const [, taken] = await told(history());
    expect(taken?.state).toEqual(['two', 'two', 'one']);
  });

  it('shows of persons that something was given, and not what', async () => {
    const [first] = await told(history());
    expect(first).toMatchObject({
      data: { person: { masked: true, owner: 'case:one', field: 'person' } },
      state: [null],
    });
  });

  it('shows everything to eyes that may see it', async () => {
    const [first] = await told(history(), 'one', opened(keys));
    expect(first).toMatchObject({ data: { person: '王小明' }, state: ['王小明'] });
  });

  it('goes on behind a record that is broken, without guessing at a state', async () => {
    const log = history();
    log.broken.add(3);
    expect(await told(log, 'one')).toMatchObject([{ state: [null] }, { data: { caseId: 'one' } }]);
    expect((await told(log, 'one'))[1]).not.toHaveProperty('state');
    log.broken.add(1);
    expect((await told(log, 'one'))[0]).toMatchObject({
      fact: { type: BROKEN_RECORD },
      data: { cause: expect.stringContaining('record 1') as string },
    });
  });

  it('is empty where nothing is known of it', async () => {
    expect(await told(history(), 'three')).toEqual([]);
  });
});
