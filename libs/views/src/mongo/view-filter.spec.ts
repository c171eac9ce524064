import type { IndexValue } from '@ekey/kernel';
import fc from 'fast-check';
import { toField } from './view-filter';

/** As the port says: nothing, then numbers, then texts by their code points. */
const rank = (value: IndexValue): number => (value === null ? 0 : typeof value === 'number' ? 1 : 2);
function order(one: IndexValue, other: IndexValue): number {
  if (rank(one) !== rank(other)) return Math.sign(rank(one) - rank(other));
  if (typeof one === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(other as string));
  return Math.sign((one ?? 0) - ((other as number | null) ?? 0));
}

describe('the value of an index, as a text', () => {
  const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constantFrom(0, -0));
  const value = fc.oneof(fc.constant(null), number, fc.string({ unit: 'binary' }));

  it('stands in the order of the values, and equals its equals alone', () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        const compared = Buffer.compare(Buffer.from(toField(one)), Buffer.from(toField(other)));
        expect(Math.sign(compared)).toBe(order(one, other));
      }),
    );
  });

  it.each<[IndexValue, string]>([
    [null, ''],
    ['', '2'],
    ['核验通过', '2核验通过'],
    [0, '18000000000000000'],
    [1, '1bff0000000000000'],
    [-1, '1400fffffffffffff'],
  ])('of %j is %j, and stays so', (given, text) => expect(toField(given)).toBe(text));
});
