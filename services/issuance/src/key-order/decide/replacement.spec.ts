import { scenarios } from '@ekey/kernel/testing';
import { ask, commandsTo, factsAfter, now, ofCase } from '../../testing/example-order';
import { keyOrder } from '../key-order.decider';
import type { HandOverKey, KeyOrderCommand } from '../key-order.commands';

const { given } = scenarios(keyOrder);
const open: KeyOrderCommand = { type: 'OpenOrder', data: { ...ask.open.data, kind: 'replacement' } };
const ended = (...toReturn: readonly string[]): KeyOrderCommand => ({
  type: 'RecordOldKeysEnded',
  data: { tokens: ['EK1'], toReturn, now },
});
const [, ...afterOpening] = commandsTo('reviewed');
const reviewed = (...toReturn: readonly string[]) => factsAfter(open, ended(...toReturn), ...afterOpening);
const handOver = (change: Partial<HandOverKey['data']> = {}): HandOverKey => {
  const { data } = ask.handOver() as HandOverKey;
  return { type: 'HandOverKey', data: { ...data, ...change } };
};

describe('the order of a replacement (补办)', () => {
  it('is not begun before the old key is revoked and listed', () => {
    given(...factsAfter(open))
      .when(ask.start())
      .thenRejected('OldKeyNotRevoked');
    expect(
      given(...factsAfter(open, ended()))
        .when(ask.start())
        .facts(),
    ).toHaveLength(1);
  });
  it('is made again without waiting once more', () =>
    expect(
      given(...factsAfter(open, ended(), ask.start(), ask.fail))
        .when(ask.start(2))
        .facts(),
    ).toHaveLength(1));
  it('hears of the end of the old key once', () => {
    given(...factsAfter(open))
      .when(ended('EK1'))
      .then({
        type: 'OldKeysRevoked',
        data: { ...ofCase, kind: 'replacement', tokens: ['EK1'], toReturn: ['EK1'], revokedAt: now },
      });
    given(...factsAfter(open, ended('EK1')))
      .when(ended('EK1'))
      .thenNothing();
    given().when(ended('EK1')).thenNothing();
  });
  it('hears of it also where it was cancelled meanwhile, so that the enterprise gets the slot of the old key back', () => {
    const revoked = { ...ofCase, kind: 'replacement', tokens: ['EK1'], toReturn: ['EK1'], revokedAt: now } as const;
    given(...factsAfter(open, ask.cancel))
      .when(ended('EK1'))
      .then({ type: 'OldKeysRevoked', data: revoked });
    given(...factsAfter(open, ask.cancel, ended('EK1')))
      .when(ended('EK1'))
      .thenNothing();
    given(...factsAfter(open, ended('EK1'), ask.cancel))
      .when(ended('EK1'))
      .thenNothing();
  });
  it('is handed over once the old key was handed in, where it has to be', () => {
    given(...reviewed('EK1'))
      .when(handOver())
      .thenRejected('OldKeyNotReturned', { tokens: ['EK1'] });
    expect(
      given(...reviewed('EK1'))
        .when(handOver({ returned: ['EK1'] }))
        .facts(),
    ).toHaveLength(1);
    expect(
      given(...reviewed())
        .when(handOver())
        .facts(),
    ).toHaveLength(1);
  });
});

describe('the order of a change (变更)', () => {
  const openChange: KeyOrderCommand = { type: 'OpenOrder', data: { ...ask.open.data, kind: 'change' } };
  const toReturn: KeyOrderCommand = { type: 'RecordOldKeysToReturn', data: { toReturn: ['EK1'], now } };
  const atCounter = factsAfter(openChange, toReturn, ...afterOpening);
  it('is begun while the old key is still good', () =>
    expect(
      given(...factsAfter(openChange))
        .when(ask.start())
        .facts(),
    ).toHaveLength(1));
  it('is told once what has to be handed in', () => {
    given(...factsAfter(openChange))
      .when(toReturn)
      .then({ type: 'OldKeysAskedFor', data: { ...ofCase, kind: 'change', toReturn: ['EK1'], askedAt: now } });
    given(...factsAfter(openChange, toReturn))
      .when(toReturn)
      .thenNothing();
    given().when(toReturn).thenNothing();
  });
  it('hears of the end of every key that ended for it once it was handed over', () => {
    const over: KeyOrderCommand = {
      type: 'RecordOldKeysEnded',
      data: { tokens: ['EK1', 'EK7'], toReturn: ['EK1'], now },
    };
    const done = [openChange, toReturn, ...afterOpening, handOver({ handedIn: 'EK1' })] as const;
    given(...factsAfter(...done))
      .when(over)
      .then({
        type: 'OldKeysRevoked',
        data: { ...ofCase, kind: 'change', tokens: ['EK1', 'EK7'], toReturn: ['EK1'], revokedAt: now },
      });
    given(...factsAfter(...done, over))
      .when(over)
      .thenNothing();
  });
  it('is handed over for the old key alone', () => {
    given(...factsAfter(openChange, ...afterOpening))
      .when(handOver({ handedIn: 'EK1' }))
      .thenRejected('OldKeyNotReturned', { tokens: [] });
    for (const handedIn of [null, 'EK9'])
      given(...atCounter)
        .when(handOver({ handedIn }))
        .thenRejected('OldKeyNotReturned', { tokens: ['EK1'] });
    for (const came of [{ handedIn: 'EK1' }, { returned: ['EK1'] }])
      expect(
        given(...atCounter)
          .when(handOver(came))
          .facts(),
      ).toHaveLength(1);
  });
});

it('a replaced key is taken back before, and not merely shown at the counter', () =>
  given(...reviewed('EK1'))
    .when(handOver({ handedIn: 'EK1' }))
    .thenRejected('OldKeyNotReturned', { tokens: ['EK1'] }));
