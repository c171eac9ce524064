import { Standstills } from './standstills';

const [BEHIND, CAUGHT_UP] = [false, true];

describe('the standstill of a reactor', () => {
  it('is counted from the look at which it was seen where it still is', () => {
    const standstills = new Standstills();
    expect(standstills.look('relay', 7, BEHIND, 1_000)).toBe(0);
    expect(standstills.look('relay', 7, BEHIND, 31_000)).toBe(30);
    expect(standstills.look('relay', 7, BEHIND, 61_000)).toBe(60);
  });

  it('ends when it moves, however far behind it is', () => {
    const standstills = new Standstills();
    standstills.look('relay', 7, BEHIND, 0);
    expect(standstills.look('relay', 8, BEHIND, 30_000)).toBe(0);
    expect(standstills.look('relay', 8, BEHIND, 40_000)).toBe(10);
  });

  it('is none where there is nothing to do, and begins when there is', () => {
    const standstills = new Standstills();
    for (const at of [0, 30_000, 60_000]) expect(standstills.look('relay', 7, CAUGHT_UP, at)).toBe(0);
    expect(standstills.look('relay', 7, BEHIND, 90_000)).toBe(30);
  });

  it('is each reactor’s own', () => {
    const standstills = new Standstills();
    standstills.look('relay', 7, BEHIND, 0);
    expect(standstills.look('publisher', 7, BEHIND, 30_000)).toBe(0);
  });
});
