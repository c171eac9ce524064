import fc from 'fast-check';
import { v5 } from 'uuid';
import { derivedId, factId } from './derived-id';

describe('a derived id', () => {
  it('is the UUIDv5 of its parts', () => {
    const long = fc.string({ unit: 'binary', maxLength: 2 }).map((text) => text.repeat(400));
    const part = fc.oneof(fc.string({ unit: 'binary' }), long, fc.integer());
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(derivedId(...parts)).toBe(v5(JSON.stringify(parts), '4f2c6a0e-5d0b-5c9a-9a51-6b1f1f0e7c11'));
      }),
    );
  });

  it('keeps its parts apart', () => {
    const ids = [derivedId('a', 'bc'), derivedId('ab', 'c'), derivedId('abc'), derivedId('a', 1), derivedId('a', '1')];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('never changes: what is stored under one must be found by the next release', () => {
    expect(derivedId('policy', '核验', 7)).toBe('d68fe5aa-c478-5342-bd91-cb2af3e67407');
  });

  it('is that of a fact by its command, its place among its facts, and the decision', () => {
    const ids = [factId('command', 0, 'one'), factId('command', 1, 'one'), factId('command', 0, 'another')];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
