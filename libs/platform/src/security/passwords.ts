import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id (RFC 9106) with the parameters of the OWASP password storage sheet: 19 MiB, two passes, one lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Keeps passwords so that nobody can tell what they are, and knows them again. */
export interface Passwords {
  /** @returns a PHC string; another salt each time */
  kept(password: string): Promise<string>;
  /** As long an answer where none is kept: time must not tell whether there is such a user. */
  isRight(kept: string | null, given: string): Promise<boolean>;
}

/** @param prepared gives the same text however a password was typed */
export function passwords(prepared: (typed: string) => string): Passwords {
  const kept = (password: string): Promise<string> => hash(prepared(password), ARGON2ID);
  let nobodys: Promise<string> | undefined;
  return {
    kept,
    isRight: async (known, given) => {
      // Made by whoever asks first, and waited for whether he is known or not.
      const compared = await (nobodys ??= kept(randomBytes(32).toString('base64')));
      return (await verify(known ?? compared, prepared(given))) && known !== null;
    },
  };
}
