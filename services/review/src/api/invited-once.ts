import { Inject, Injectable } from '@nestjs/common';
import { later } from '@ekey/kernel';
import { reusedKey, SESSIONS, type HttpIntent, type SessionStore } from '@ekey/platform';

const KIND = 'invitation';
/** As long as the password that the invitation tells. */
const REMEMBERED_MS = 7 * 24 * 3_600_000;

/**
 * Whom an `Idempotency-Key` was used to invite. An account's stream is found by its log-in name, and a repeat is known by
 * what stands in the stream: with another name the same key would be looked for in a stream where it never was, and one
 * request make two accounts with one password.
 */
@Injectable()
export class InvitedOnce {
  constructor(@Inject(SESSIONS) private readonly store: SessionStore) {}

  /**
   * What is refused leaves the key free for another try.
   * @throws Problem where the key was used to invite somebody else (422)
   */
  async invite<Outcome>(staffId: string, intent: HttpIntent, send: () => Promise<Outcome>): Promise<Outcome> {
    const key = intent.commandId();
    const first = await this.store.setIfAbsent(KIND, key, staffId, later(intent.now, REMEMBERED_MS));
    if (!first && (await this.store.get(KIND, key)) !== staffId) throw reusedKey();
    try {
      return await send();
    } catch (refusal) {
      if (first) await this.store.delete(KIND, key);
      throw refusal;
    }
  }
}
