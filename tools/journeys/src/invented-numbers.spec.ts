import { checkIdentityDocument, checkMobile, checkUscc } from '@ekey/identifiers';
import { inventedCitizenNumber, inventedMobile, inventedUscc } from './invented-numbers';

const several = [0, 1, 7, 42, 99, 1_234, 59_999];

describe('invented numbers', () => {
  it('pass the checks of the form', () => {
    for (const n of several) {
      expect(checkUscc(inventedUscc(n))).toMatchObject({ ok: true });
      expect(checkIdentityDocument('residentIdentityCard', inventedCitizenNumber(n), '2026-03-02')).toMatchObject({
        ok: true,
      });
      expect(checkMobile(inventedMobile(n))).toMatchObject({ ok: true });
    }
  });
  it('differ from each other', () => {
    const numbers = Array.from({ length: 500 }, (_, n) => n);
    for (const invented of [inventedUscc, inventedCitizenNumber, inventedMobile])
      expect(new Set(numbers.map(invented)).size).toBe(500);
  });
});
