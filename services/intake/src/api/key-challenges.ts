import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { later } from '@ekey/kernel';
import { challengeText, type KeyChallenge } from '@ekey/pki';
import { SESSIONS, type SessionStore } from '@ekey/platform';

const KIND = 'key-challenge';
/** Time enough to enter a PIN. */
const LASTS_MS = 120_000;
const NONCE_BYTES = 32;

export interface AskedChallenge extends KeyChallenge {
  readonly purpose: 'log-in';
  /** What the token signs. */
  readonly text: string;
  readonly expiresAt: string;
}

/** Nonces that a key is asked to sign: each known for two minutes, to the origin that asked for it, and good once. */
@Injectable()
export class KeyChallenges {
  constructor(@Inject(SESSIONS) private readonly store: SessionStore) {}

  async ask(origin: string, now: string): Promise<AskedChallenge> {
    const challenge = { purpose: 'log-in', origin, nonce: randomBytes(NONCE_BYTES).toString('base64url') } as const;
    const expiresAt = later(now, LASTS_MS);
    await this.store.set(KIND, challenge.nonce, { origin, expiresAt }, expiresAt);
    return { ...challenge, text: challengeText(challenge), expiresAt };
  }

  /**
   * Uses up the nonce, whatever becomes of the answer to it.
   * @returns what had to be signed; `null` where it was never asked, has run out, was used before, or was asked by another origin
   */
  async answered(nonce: string, origin: string, now: string): Promise<string | null> {
    const asked = await this.store.take<{ readonly origin: string; readonly expiresAt: string }>(KIND, nonce);
    if (asked === null || asked.expiresAt <= now || asked.origin !== origin) return null;
    return challengeText({ purpose: 'log-in', origin, nonce });
  }
}
