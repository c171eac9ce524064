import type { Upcasters } from './decider';
import { recorded } from './testing';
import { currentVersion, upcast, upcastFact } from './upcasting';

const upcasters: Upcasters = {
  'DocumentUploaded.v1': ({ bytes, ...rest }) => ({ ...rest, size: bytes }),
  'DocumentUploaded.v2': (data) => ({ ...data, pages: [data.size] }),
};
const stored = { type: 'DocumentUploaded', data: { slot: 'business-licence', bytes: 7 } };

describe('raising a fact to its newest version', () => {
  it('takes every step from the version it was written in', () => {
    expect(upcast(upcasters, stored, 1)).toEqual({ slot: 'business-licence', size: 7, pages: [7] });
    expect(upcast(upcasters, { ...stored, data: { size: 7 } }, 2)).toEqual({ size: 7, pages: [7] });
  });

  it('leaves alone what is new already, of another type, or was never changed', () => {
    const data = { size: 7, pages: [7] };
    expect(upcast(upcasters, { type: 'DocumentUploaded', data }, 3)).toBe(data);
    expect(upcast(upcasters, { type: 'DocumentRemoved', data }, 1)).toBe(data);
    expect(upcast(undefined, stored, 1)).toBe(stored.data);
  });

  it('does not change the stored fact', () => {
    const before = JSON.stringify(stored);
    upcast(upcasters, stored, 1);
    expect(JSON.stringify(stored)).toBe(before);
  });

  it('knows the version in which a type is written today', () => {
    expect(currentVersion(upcasters, 'DocumentUploaded')).toBe(3);
    expect(currentVersion(upcasters, 'DocumentRemoved')).toBe(1);
    expect(currentVersion(undefined, 'DocumentUploaded')).toBe(1);
  });

  it('raises a recorded fact with the version that it tells', () => {
    const old = recorded(stored, { stream: 'intake.KeyApplication-1', revision: 4 });
    expect(upcastFact(upcasters, old)).toEqual({
      type: 'DocumentUploaded',
      data: { slot: 'business-licence', size: 7, pages: [7] },
      meta: { ...old.meta, schemaVersion: 3 },
    });
    expect(upcastFact(undefined, old)).toBe(old);
  });
});
