import { checkPassword, hashPassword, isPassword } from './passwords';

describe('a password', () => {
  it.each([
    ['WrongLength', 'short1!'],
    ['WrongLength', 'a1'.repeat(65)],
    ['ContainsLoginName', 'my-Zhang.Min-2026'],
    ['TooSimple', 'abcdefghijkl'],
    ['TooSimple', '1111111111a'],
  ])('is refused as %s', (code, password) =>
    expect(checkPassword(password, 'zhang.min')).toMatchObject({ ok: false, code }),
  );
  it.each(['correct horse 7', '进出口企业电子钥匙2026', 'k7#mQ2!vXp9'])('may be %s', (password) =>
    expect(checkPassword(password, 'zhang.min')).toEqual({ ok: true, value: password }),
  );
  it('is kept as Argon2id with a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse 7'), hashPassword('correct horse 7')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });
  it('is known again, however it was composed', async () => {
    const kept = await hashPassword('caf\u00e9-2026-x');
    expect(await isPassword(kept, 'cafe\u0301-2026-x')).toBe(true);
    expect(await isPassword(kept, 'cafe-2026-x')).toBe(false);
  });
  it('is never right where there is none', async () => expect(await isPassword(null, 'correct horse 7')).toBe(false));
});
