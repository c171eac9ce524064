import { citizenNumberCheckCharacter, organisationCodeCheckCharacter, usccCheckCharacter } from '@ekey/identifiers';

/** Numbers that pass every check and belong to nobody. */

/** 统一社会信用代码 of a company; `n` below 100,000. */
export function inventedUscc(n: number): string {
  const organisation = `MA9${String(n).padStart(5, '0')}`;
  const body = `91310115${organisation}${organisationCodeCheckCharacter(organisation)}`;
  return body + usccCheckCharacter(body);
}

/** 居民身份证 number of a person born in the eighties; `n` below 60,000. */
export function inventedCitizenNumber(n: number): string {
  const born = `198${n % 9}0${1 + (n % 8)}${10 + (n % 18)}`;
  // The day comes back every 72 numbers; the sequence number tells those born on the same one apart.
  const body = `310115${born}${String(100 + Math.floor(n / 72)).padStart(3, '0')}`;
  return body + citizenNumberCheckCharacter(body);
}

/** Mobile number; `n` below 1,000,000. */
export const inventedMobile = (n: number): string => `13857${String(n).padStart(6, '0')}`;
