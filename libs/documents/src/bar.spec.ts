import { barOf, forbids, markerOf, withHold, withRetention } from './bar';

const held = { hold: true } as const;
const retained = { retainUntil: '2031-03-02T00:00:00.000Z' };

describe('what bars a removal', () => {
  it('is nothing before the key is made', () => expect(forbids(undefined, '2026-03-02T01:00:00.000Z')).toBe(false));
  it('is a hold at any time', () => expect(forbids(withHold(undefined), '2999-01-01T00:00:00.000Z')).toBe(true));
  it('is a date up to the last moment before it', () => {
    expect(forbids(retained, '2031-03-01T23:59:59.999Z')).toBe(true);
    expect(forbids(retained, '2031-03-02T00:00:00.000Z')).toBe(false);
  });
  it('is the date once a hold is replaced by it, which no hold and no earlier date takes back', () => {
    const replaced = withRetention(held, retained.retainUntil);
    expect(replaced).toEqual(retained);
    expect(withHold(replaced)).toBe(replaced);
    expect(withRetention(replaced, '2027-03-02T00:00:00.000Z')).toBe(replaced);
    expect(withRetention(replaced, '2032-03-02T00:00:00+08:00')).toEqual({ retainUntil: '2032-03-02T00:00:00+08:00' });
  });
  it('is no date that is none', () => expect(() => withRetention(held, 'soon')).toThrow(RangeError));
  it.each([held, retained])('reads back from its marker: %j', (bar) =>
    expect(barOf(Buffer.from(markerOf(bar)))).toEqual(bar),
  );
  it.each(['', 'not json', '{}', '{"retainUntil":"soon"}', '{"retainUntil":"2031"} '])(
    'is a hold where the marker says %j',
    (marker) => expect(barOf(Buffer.from(marker))).toEqual(held),
  );
});
