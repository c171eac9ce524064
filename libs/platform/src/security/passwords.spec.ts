import { passwords } from './passwords';

const { kept, isRight } = passwords((typed) => typed.toLowerCase());

describe('a password', () => {
  it('is kept as Argon2id with a salt of its own', async () => {
    const [one, other] = await Promise.all([kept('correct horse 7'), kept('correct horse 7')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });
  it('is known again as it was prepared, and no other', async () => {
    const known = await kept('Correct Horse 7');
    expect(await isRight(known, 'correct horse 7')).toBe(true);
    expect(await isRight(known, 'correct horse 8')).toBe(false);
  });
  it('is never right where none is kept', async () => expect(await isRight(null, 'correct horse 7')).toBe(false));
});
