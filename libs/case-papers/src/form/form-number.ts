import { shanghaiDate } from '@ekey/working-days';

/** Letters and digits that nobody confuses on paper: no 0 O 1 I L. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const PLACES = 10;

/**
 * The number of the form, for people to read out: day of the start and ten characters (49 bits) of the case's id, which is
 * random enough that no two cases of a day share it.
 */
export function formNumberOf(caseId: string, startedAt: string): string {
  let rest = BigInt(`0x${caseId.replaceAll('-', '')}`);
  let code = '';
  for (let place = 0; place < PLACES; place += 1) {
    code = ALPHABET.charAt(Number(rest % BigInt(ALPHABET.length))) + code;
    rest /= BigInt(ALPHABET.length);
  }
  return `EK${shanghaiDate(startedAt).replaceAll('-', '')}-${code}`;
}

/** The user name that the outside platform is told where the enterprise has none yet. Not a secret, and no right comes from it. */
export const assignedLoginName = (formNumber: string): string =>
  `u${formNumber.slice(2).replace('-', '').toLowerCase()}`;
