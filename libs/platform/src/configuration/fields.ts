import { z } from 'zod';

export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
export const positive = z.coerce.number().int().positive();
export const text = z.string().trim().min(1);

/** Items between commas, each of which must fit. */
export const list = (fits: (item: string) => boolean, error: string) =>
  z
    .string()
    .transform((given) => given.split(',').map((item) => item.trim()))
    .transform((items) => items.filter((item) => item !== ''))
    .refine((items) => items.every(fits), { error });

/** The address of a server; a password in it would be told in every message about it. */
export const server = (...schemes: readonly string[]) =>
  z.string().refine((given) => isServer(given, schemes), {
    error: `an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}, without user or password`,
  });

function isServer(given: string, schemes: readonly string[]): boolean {
  // Several hosts between commas are no URL: the first of them stands for all.
  const first = given.replace(/,[^/?]*/, '');
  if (given.includes('@') || !URL.canParse(first)) return false;
  const { protocol, hostname } = new URL(first);
  return schemes.some((scheme) => protocol === `${scheme}:`) && hostname !== '';
}
