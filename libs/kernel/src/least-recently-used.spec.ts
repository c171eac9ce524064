import { LeastRecentlyUsed } from './least-recently-used';

describe('a map that forgets', () => {
  it('lets go of what was not asked for the longest', () => {
    const map = new LeastRecentlyUsed<number>(2);
    map.set('a', 1);
    map.set('b', 2);
    expect(map.get('a')).toBe(1);
    map.set('c', 3);
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3]);
  });

  it('takes a value set again for used', () => {
    const map = new LeastRecentlyUsed<number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 4);
    map.set('c', 3);
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([4, undefined, 3]);
  });

  it('forgets one or all when told to', () => {
    const map = new LeastRecentlyUsed<number>(3);
    for (const key of ['a', 'b', 'c']) map.set(key, 0);
    map.delete('b');
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([0, undefined, 0]);
    map.clear();
    expect(map.get('a')).toBeUndefined();
  });
});
