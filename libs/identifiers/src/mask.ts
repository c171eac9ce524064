/**
 * Forms for display to people who must recognise a value but need not know it. They never fail and never show more
 * than stated, whatever they are given; they are no protection of stored data, which is sealed elsewhere.
 */

function keepEnds(text: string, first: number, last: number): string {
  const characters = [...text];
  const hidden = Math.max(characters.length - first - last, 0);
  // What is too short to hide anything between its ends is hidden altogether.
  if (hidden < first + last) return '*'.repeat(characters.length);
  return characters.slice(0, first).join('') + '*'.repeat(hidden) + characters.slice(characters.length - last).join('');
}

/** First three and last two of a long number (110*************2X), first and last of one under 15 places. */
export const maskIdNumber = (number: string): string =>
  [...number].length >= 15 ? keepEnds(number, 3, 2) : keepEnds(number, 1, 1);

/** First three and last four of a mobile number (138****5678); of any other telephone number only the last two. */
export const maskMobile = (number: string): string =>
  /^1\d{10}$/.test(number) ? `${number.slice(0, 3)}****${number.slice(7)}` : keepEnds(number, 0, 2);

/** First character of the mailbox and the domain (z***@example.com); the number of stars tells nothing. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 1) return '***';
  const [first = ''] = address;
  return `${first}***${address.slice(at)}`;
}

/** First character of the name, a star for each further one (张**); a name of one character is hidden. */
export function maskName(name: string): string {
  const [first = '', ...rest] = name;
  return rest.length === 0 ? '*'.repeat(first === '' ? 0 : 1) : first + '*'.repeat(rest.length);
}
