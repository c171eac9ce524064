import { checkEmailAddress, checkEnterpriseName, checkPersonName } from '@ekey/identifiers';
import { enterprise, person, personalDataOf } from './cast';

const numbers = Array.from({ length: 1_000 }, (_, n) => n);

describe('the invented people and enterprises', () => {
  it('have names and addresses that the form takes', () => {
    for (const n of [0, 9, 123, 999]) {
      expect(checkPersonName(person(n).name)).toMatchObject({ ok: true });
      expect(checkEmailAddress(person(n).email)).toMatchObject({ ok: true });
      expect(checkEnterpriseName(enterprise(n).nameCn)).toMatchObject({ ok: true });
    }
  });
  it('are told apart by every one of their data', () => {
    const everything = numbers.flatMap((n) => personalDataOf(person(n)));
    expect(new Set(everything).size).toBe(everything.length);
  });
  it('do not share people', () => {
    const { legalRepresentative, authorisedUser } = enterprise(7);
    expect(legalRepresentative.idNumber).not.toBe(authorisedUser.idNumber);
  });
});
