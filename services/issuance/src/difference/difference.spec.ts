import { fold } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import type { Difference } from '../match/differences';
import { difference } from './difference.decider';
import type { DifferenceEvent } from './difference.events';

const { given } = scenarios(difference);
const subject = 'token.EK1';
const [first, second] = ['2026-03-02T19:00:00.000Z', '2026-03-03T19:00:00.000Z'];
const unused: Difference = { code: 'claim-unused', found: 'token assigned, order to-make' };
const elsewhere: Difference = { code: 'token-place-differs', found: 'token packed, order shipped' };
const compare = (now: string, ...found: Difference[]) =>
  ({ type: 'RecordComparison', data: { subject, found, now } }) as const;
const found = (each: Difference, foundAt = first): DifferenceEvent => ({
  type: 'DifferenceFound',
  data: { subject, ...each, foundAt },
});
const settled = (each: Difference): DifferenceEvent => ({
  type: 'DifferenceSettled',
  data: { subject, ...each, settledAt: second },
});

describe('a difference', () => {
  it('is told once, however many nights find it', () => {
    given().when(compare(first, unused)).then(found(unused));
    given(found(unused)).when(compare(second, unused)).thenNothing();
  });
  it('is told anew where something else is found', () => {
    const other = { ...unused, found: 'token assigned, order ended' };
    given(found(unused)).when(compare(second, other)).then(settled(unused), found(other, second));
  });
  it('is settled when it is found no more, and is told again when it comes back', () => {
    given(found(unused)).when(compare(second)).then(settled(unused));
    given(found(unused), settled(unused)).when(compare(second)).thenNothing();
    given(found(unused), settled(unused)).when(compare(second, unused)).then(found(unused, second));
  });
  it('is one of several of the same thing', () => {
    given(found(unused))
      .when(compare(second, unused, elsewhere))
      .then(found(elsewhere, second));
    given(found(unused), found(elsewhere)).when(compare(second, elsewhere)).then(settled(unused));
  });
  it('is none where everything agrees', () => given().when(compare(first)).thenNothing());
});

it('passes over a fact that it does not know', () => {
  const later = { type: 'DifferenceExplained', data: { subject, ...elsewhere } } as unknown as DifferenceEvent;
  expect(fold(difference, [found(unused), later])).toEqual(fold(difference, [found(unused)]));
});
