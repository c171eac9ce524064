import { readFileSync } from 'node:fs';
import path from 'node:path';
import { breaches, generated, lockOf, newestVersion, type StoredFactType } from '../src';

const root = path.resolve(__dirname, '../../..');

describe('the event catalogue', () => {
  const { documents, broken } = generated(root);

  it.each(Object.keys(documents))('%s tells what the code says (npm run catalogue writes it)', (file) => {
    expect(readFileSync(path.join(root, file), 'utf8')).toBe(documents[file]);
  });

  it('holds every released version in its released shape', () => {
    expect(broken).toEqual([]);
  });

  it('names the publisher of a fact, also where a table of its members says so', () => {
    const catalogue = readFileSync(path.join(root, 'docs/event-catalogue.md'), 'utf8');
    expect(catalogue).toMatch(/\| key-order \| `KeyMade` \|.*publisher issuance/);
    expect(catalogue).toMatch(/\| renewal \| `NewKeyProved` \|.*publisher renewal/);
  });

  it('names nobody who only passes a fact over', () => {
    const catalogue = readFileSync(path.join(root, 'docs/event-catalogue.md'), 'utf8');
    expect(catalogue).toMatch(/\| staff-member \| `EnrolmentStarted` \| [^|]*\| {2}\|/);
    expect(catalogue).toMatch(/\| certificate-term \| `RenewalTakenUp` \| {2}\| {2}\|/);
  });
});

describe('a released fact', () => {
  const shape = (properties: object, required: string[]) => ({ type: 'object', properties, required });
  const released = { 'x/y/Happened.v1': shape({ a: { type: 'string' } }, ['a']) };

  it('may gain a member that may be missing', () => {
    const current = { 'x/y/Happened.v1': shape({ a: { type: 'string' }, b: { type: 'number' } }, ['a']) };
    expect(breaches(released, current)).toEqual([]);
  });

  it('may say one thing more where it says one of several, and none less', () => {
    const word = (purpose: string) => shape({ purpose: { const: purpose } }, ['purpose']);
    const oneOf = (...purposes: string[]) => ({ 'x/y/Happened.v1': { anyOf: purposes.map(word) } });
    expect(breaches(oneOf('a', 'b'), oneOf('a', 'b', 'c'))).toEqual([]);
    expect(breaches(oneOf('a', 'b'), oneOf('a', 'c'))).toHaveLength(1);
    expect(breaches(oneOf('a', 'b'), { 'x/y/Happened.v1': word('a') })).toHaveLength(1);
  });

  it('may be of one kind more than the only one that it was of', () => {
    const kinds = (kind: object) => ({ 'x/y/Happened.v1': shape({ kind }, ['kind']) });
    expect(breaches(kinds({ const: 'a' }), kinds({ enum: ['a', 'b'] }))).toEqual([]);
    expect(breaches(kinds({ const: 'a' }), kinds({ enum: ['b', 'c'] }))).toHaveLength(1);
    expect(breaches(kinds({ enum: ['a', 'b'] }), kinds({ const: 'a' }))).toHaveLength(1);
  });

  it('may know a word more in a list of words, and not another list', () => {
    const words = (list: object) => ({ 'x/y/Happened.v1': shape({ list: { type: 'array', ...list } }, ['list']) });
    const of = (...known: string[]) => ({ items: { enum: known } });
    expect(breaches(words(of('a')), words(of('a', 'b')))).toEqual([]);
    expect(breaches(words(of('a', 'b')), words(of('a')))).toHaveLength(1);
    expect(breaches(words(of('a')), words({ ...of('a'), minItems: 1 }))).toHaveLength(1);
  });

  it('may be told of in other words', () => {
    const told = (description: string) => ({ 'x/y/Happened.v1': shape({ a: { type: 'string', description } }, ['a']) });
    expect(breaches(told('The case.'), told('The case: one application.'))).toEqual([]);
  });

  it('holds in a table by name what it held', () => {
    const table = (each: object) => ({
      'x/y/Happened.v1': shape({ days: { type: 'object', additionalProperties: each } }, ['days']),
    });
    const day = shape({ workday: { type: 'boolean' } }, ['workday']);
    expect(breaches(table(day), table(shape({ ...day.properties, name: { type: 'string' } }, ['workday'])))).toEqual(
      [],
    );
    expect(breaches(table(day), table({ type: 'boolean' }))).toHaveLength(1);
    expect(breaches(table(day), table(shape({}, [])))).toHaveLength(1);
  });

  it('may not lose a member, change one, ask for a new one, or vanish', () => {
    const changes: Record<string, object>[] = [
      { 'x/y/Happened.v1': shape({}, []) },
      { 'x/y/Happened.v1': shape({ a: { type: 'number' } }, ['a']) },
      { 'x/y/Happened.v1': shape({ a: { type: 'string' }, b: { type: 'number' } }, ['a', 'b']) },
      {},
    ];
    for (const current of changes) expect(breaches(released, current)).toHaveLength(1);
  });
});

describe('a fact whose shape has changed', () => {
  const upcasters = `export const draftUpcasters: Upcasters = {
    'DraftSaved.v1': (data) => ({ ...data, kind: 'first' }),
    'DraftSaved.v2': ({ kind, ...data }) => ({ ...data, ground: kind }),
    'DraftLeft.v2': (data) => data,
  };`;
  const oneVersion = (version: number, schema: object): StoredFactType => ({
    ...{ service: 'intake', noun: 'draft', type: 'DraftSaved', description: '', personal: [], version, schema },
  });
  const [first, second] = [{ type: 'string' }, { type: 'number' }];
  const released = lockOf([oneVersion(1, first)], {});

  it('is of the version behind all that are raised to the next one, step by step', () => {
    expect(newestVersion('DraftSaved', upcasters)).toBe(3);
    expect(newestVersion('DraftLeft', upcasters)).toBe(1);
    expect(newestVersion('DraftSaved', '')).toBe(1);
  });

  it('is no breach in its new version, and its old one stays released', () => {
    const raised = lockOf([oneVersion(2, second)], {}, released);
    expect(raised).toEqual({ 'intake/draft/DraftSaved.v1': first, 'intake/draft/DraftSaved.v2': second });
    expect(breaches(released, raised)).toEqual([]);
    expect(breaches(raised, lockOf([oneVersion(1, first)], {}, raised))).toHaveLength(1);
  });

  it('is a breach where nothing raises the old one', () => {
    expect(breaches(released, lockOf([oneVersion(1, second)], {}, released))).toHaveLength(1);
  });
});
