import { generate } from 'otplib';
import {
  hashPassword,
  isPassword,
  newTotpSecret,
  oneTimePassword,
  otpauthUri,
  staffIdOf,
  timeStepOf,
} from './credentials';

const now = '2026-03-02T02:00:00.000Z';
const seconds = Date.parse(now) / 1000;

describe('the id of an account', () => {
  const personal = { digest: (purpose: string, value: string) => `${purpose}:${value}`.padEnd(64, '0') };

  it('is that of the login, however it is typed', () => {
    expect(staffIdOf(personal, 'Li.Lei')).toBe(staffIdOf(personal, 'li.lei'));
    expect(staffIdOf(personal, 'ｌｉ.ｌｅｉ')).toBe(staffIdOf(personal, 'li.lei'));
    expect(staffIdOf(personal, 'han.mei')).not.toBe(staffIdOf(personal, 'li.lei'));
  });
});

describe('a password', () => {
  it('is kept as an argon2id hash and recognised by it alone', async () => {
    const kept = await hashPassword('correct horse battery');
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await isPassword(kept, 'correct horse battery')).toBe(true);
    expect(await isPassword(kept, 'correct horse batterie')).toBe(false);
  });

  it('of nobody is never right', async () => expect(await isPassword(null, 'anything')).toBe(false));

  it('is the same in full-width and half-width letters', async () =>
    expect(await isPassword(await hashPassword('ｐａｓｓｗｏｒｄ１２３４'), 'password1234')).toBe(true));
});

describe('a one-time password', () => {
  const key = Buffer.alloc(32, 7);

  it('is readable, and the same for the same command', () => {
    const password = oneTimePassword(key, 'command-1');
    expect(password).toMatch(/^([A-HJ-NP-Z2-9]{5}-){3}[A-HJ-NP-Z2-9]{5}$/);
    expect(oneTimePassword(key, 'command-1')).toBe(password);
  });

  it('differs with the command and with the key', () => {
    const made = [
      oneTimePassword(key, 'command-1'),
      oneTimePassword(key, 'command-2'),
      oneTimePassword(Buffer.alloc(32, 8), 'command-1'),
    ];
    expect(new Set(made).size).toBe(3);
  });
});

describe('the second factor', () => {
  it('is a code of this half minute or of one beside it', async () => {
    const secret = newTotpSecret();
    const step = Math.floor(seconds / 30);
    const at = async (offset: number) => timeStepOf(secret, await generate({ secret, epoch: seconds + offset }), now);
    expect(await at(0)).toBe(step);
    expect(await at(-30)).toBe(step - 1);
    expect(await at(30)).toBe(step + 1);
    expect(await at(-90)).toBeNull();
  });

  it('is nothing but six digits', async () => {
    for (const code of ['', '12345', '1234567', 'abcdef', '１２３４５６']) {
      expect(await timeStepOf(newTotpSecret(), code, now)).toBeNull();
    }
  });

  it('is told to an authenticator with the name of the account', () => {
    const uri = new URL(otpauthUri('li.lei', 'JBSWY3DPEHPK3PXP'));
    expect([uri.protocol, uri.host, uri.searchParams.get('secret')]).toEqual(['otpauth:', 'totp', 'JBSWY3DPEHPK3PXP']);
    expect(decodeURIComponent(uri.pathname)).toBe('/进出口企业电子钥匙:li.lei');
  });
});
