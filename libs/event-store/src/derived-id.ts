import { hash } from 'node:crypto';

/** The name space of every id that ekey derives, and room behind it for most of what one is derived from. */
const named = Buffer.alloc(1_024);
const NAME_SPACE = named.write('4f2c6a0e5d0b5c9a9a516b1f1f0e7c11', 'hex');
const MOST_BYTES = 3;

/**
 * The same parts always give the same id: whoever repeats a step meets what the first attempt left.
 * @returns a UUIDv5 (RFC 9562 §5.5) of the parts, which are kept apart from one another. Written out here because every
 * fact needs one, and this takes a third of the time of the package that the tests compare it with.
 */
export function derivedId(...parts: readonly (string | number)[]): string {
  const hex = hash('sha1', inNameSpace(JSON.stringify(parts)), 'hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Good until the next call. */
function inNameSpace(name: string): Buffer {
  if (NAME_SPACE + MOST_BYTES * name.length > named.length)
    return Buffer.concat([named.subarray(0, NAME_SPACE), Buffer.from(name)]);
  return named.subarray(0, NAME_SPACE + named.write(name, NAME_SPACE));
}

/**
 * The id of the nth fact of a command. A store may take an append of the same ids for one made twice and say that it is
 * done: so what was decided once must not bear the ids of what another, or the same one later, has decided.
 * @param decision as no other is called
 */
export const factId = (commandId: string, index: number, decision: string): string =>
  derivedId('fact', commandId, index, decision);
