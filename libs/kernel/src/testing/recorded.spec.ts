import type { Fact } from '../fact';
import type { Recorded } from '../recorded-fact';
import { viewPart, type View } from '../view';
import { answerOf, recorded } from './recorded';

type Started = Fact<'Started', { by: string }>;
type Ended = Fact<'Ended'>;
type Shipped = Fact<'issuance.KeyShipped.v1', { case: string }>;

interface Parts {
  readonly own: { by: string; seen: number };
  readonly parcel: { shipped: boolean };
}

const view: View<Parts, { by: string | null; seen: number; shipped: boolean }> = {
  name: 'cases',
  version: 1,
  parts: {
    own: viewPart<Parts['own'], Started | Ended>({
      from: 'own',
      category: 'intake.KeyApplication',
      on: ['Started', 'Ended'],
      key: (fact) => fact.meta.stream.split('-')[1] ?? null,
      project: (part, fact) => (fact.type === 'Ended' ? null : { by: fact.data.by, seen: (part?.seen ?? 0) + 1 }),
    }),
    parcel: viewPart<Parts['parcel'], Shipped>({
      from: 'issuance.events',
      category: 'issuance.KeyOrder',
      on: ['issuance.KeyShipped.v1'],
      key: (fact) => fact.data.case,
      project: () => ({ shipped: true }),
    }),
  },
  answer: ({ own, parcel }) => ({ by: own?.by ?? null, seen: own?.seen ?? 0, shipped: parcel?.shipped ?? false }),
  indexes: {},
};

const started = (revision: number, by: string, id = '1'): Recorded =>
  recorded({ type: 'Started', data: { by } }, { stream: `intake.KeyApplication-${id}`, revision });
const ended = recorded({ type: 'Ended', data: {} }, { stream: 'intake.KeyApplication-1', revision: 3 });
const shipped = recorded(
  { type: 'issuance.KeyShipped.v1', data: { case: '1' } },
  { stream: 'issuance.KeyOrder-1', revision: 9 },
);

describe('what a view answers', () => {
  it('is nothing as long as nobody has told anything of it', () => {
    expect(answerOf(view, '1', [])).toBeNull();
    expect(answerOf(view, '1', [started(0, 'a', '2')])).toBeNull();
  });

  it('drops what a part knows already: repeats and latecomers of the same stream', () => {
    expect(answerOf(view, '1', [started(1, 'b'), started(1, 'b'), started(0, 'a')])).toEqual({
      by: 'b',
      seen: 1,
      shipped: false,
    });
  });

  it('is the same whichever source tells first', () => {
    const facts = [started(0, 'a'), started(1, 'b'), shipped];
    expect(answerOf(view, '1', facts)).toEqual({ by: 'b', seen: 2, shipped: true });
    expect(answerOf(view, '1', [shipped, started(0, 'a'), started(1, 'b')])).toEqual(answerOf(view, '1', facts));
  });

  it('loses a part that is taken back, and is nothing once the last is gone', () => {
    expect(answerOf(view, '1', [started(0, 'a'), shipped, ended])).toEqual({ by: null, seen: 0, shipped: true });
    expect(answerOf(view, '1', [started(0, 'a'), ended])).toBeNull();
    expect(answerOf(view, '1', [ended, started(0, 'a')])).toBeNull();
  });

  it('takes no fact of another category or of a type that the part does not name', () => {
    const elsewhere = recorded({ type: 'Started', data: { by: 'x' } }, { stream: 'intake.KeyApplicationOld-1' });
    const other = recorded({ type: 'Renamed', data: {} }, { stream: 'intake.KeyApplication-1' });
    expect(answerOf(view, '1', [elsewhere, other])).toBeNull();
  });
});

it('a recorded fact carries an envelope of which any part may be given', () => {
  const fact = recorded(
    { type: 'Ended', data: {} },
    { stream: 'intake.KeyApplication-1', actor: { kind: 'staff', id: '7' } },
  );
  expect(fact.meta).toMatchObject({
    stream: 'intake.KeyApplication-1',
    revision: 0,
    schemaVersion: 1,
    actor: { id: '7' },
  });
});
