import { v5 } from 'uuid';

/** The name space of every id that ekey derives (RFC 9562 §5.5). */
const EKEY = '4f2c6a0e-5d0b-5c9a-9a51-6b1f1f0e7c11';

/**
 * The same parts always give the same id: whoever repeats a step meets what the first attempt left.
 * @returns a UUIDv5 of the parts, which are kept apart from one another.
 */
export const derivedId = (...parts: readonly (string | number)[]): string => v5(JSON.stringify(parts), EKEY);

/** The id of the nth fact of a command. */
export const factId = (commandId: string, index: number): string => derivedId('fact', commandId, index);
