import { createHmac } from 'node:crypto';
import type { PersonalData } from '@ekey/personal-data';
import { passwords } from '@ekey/platform';
import { generateSecret, generateURI, verify as verifyCode } from 'otplib';

/** No letter or digit that is taken for another when it is read out. */
const READABLE = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const PERIOD_SECONDS = 30;
const ISSUER = '进出口企业电子钥匙';

/** The account of a login, known without a look-up and telling nothing of the login. */
export const staffIdOf = (personal: Pick<PersonalData, 'digest'>, login: string): string =>
  personal.digest('staff-login', login.normalize('NFKC').toLowerCase()).slice(0, 32);

/** Full-width letters are those of half the width. */
export const { kept: hashPassword, isRight: isPassword } = passwords((typed) => typed.normalize('NFKC'));

/** 20 readable characters, about 99 bits, in groups of five. The same key and text give the same password. */
export function oneTimePassword(key: Buffer, of: string): string {
  const digest = createHmac('sha256', key).update(of).digest();
  const characters = [...digest.subarray(0, 20)].map((byte) => READABLE[byte % READABLE.length]);
  return (characters.join('').match(/.{5}/g) ?? []).join('-');
}

export const newTotpSecret = (): string => generateSecret();

/** What an authenticator scans to know the secret. */
export const otpauthUri = (login: string, secret: string): string =>
  generateURI({ issuer: ISSUER, label: login, secret });

/**
 * The time step (RFC 6238 §4.2) whose code this is, one step early or late being good enough; `null` where it is none of
 * them. A step that was used once must not be used again (§5.2).
 */
export async function timeStepOf(secret: string, code: string, now: string): Promise<number | null> {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(Date.parse(now) / 1000);
  const result = await verifyCode({ secret, token: code, epoch, epochTolerance: PERIOD_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
