import fc from 'fast-check';
import { canonicalJson } from './canonical-json';

/** The same value, built in another order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).reverse();
  const result = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of members) result[key] = turned(member);
  return result;
}

describe('JSON in one spelling', () => {
  it('is the same whatever the order in which members were set', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(turned(value)) === canonicalJson(value)));
  });

  it('says what JSON says, so that different values never look the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('sorts keys and leaves no space', () => {
    expect(canonicalJson({ b: [1, { d: '二', c: null }], a: true })).toBe('{"a":true,"b":[1,{"c":null,"d":"二"}]}');
  });

  it('takes an undefined member for an absent one, and keeps the places of a list', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe(canonicalJson({ b: 1 }));
    expect(canonicalJson([1, undefined, , 2])).toBe('[1,null,null,2]');
    expect(canonicalJson(undefined)).toBe('null');
  });

  it('keeps two times apart, and any member by whatever name', () => {
    expect(canonicalJson({ at: new Date(0) })).toBe('{"at":"1970-01-01T00:00:00.000Z"}');
    expect(canonicalJson(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}');
  });
});
