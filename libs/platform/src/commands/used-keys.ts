import { Inject, Injectable } from '@nestjs/common';
import { later } from '@ekey/kernel';
import type { HttpIntent } from '../http/intent';
import { reusedKey } from '../http/problem';
import { SESSIONS } from '../ports';
import type { SessionStore } from '../security/session-store';

const KIND = 'used-key';
/** As long as the password that an invitation tells. */
const REMEMBERED_MS = 7 * 24 * 3_600_000;

/**
 * What an `Idempotency-Key` was used for, where what is sent says which stream it is about. A repeat is known by what stands
 * in the stream: for another one the same key would be looked for where it never was, and one request be done twice.
 */
@Injectable()
export class UsedKeys {
  constructor(@Inject(SESSIONS) private readonly store: SessionStore) {}

  /**
   * What is refused leaves the key free for another try.
   * @throws Problem where the key was used for something else (422)
   */
  async once<Outcome>(about: string, intent: HttpIntent, send: () => Promise<Outcome>): Promise<Outcome> {
    const key = intent.commandId();
    const first = await this.store.setIfAbsent(KIND, key, about, later(intent.now, REMEMBERED_MS));
    if (!first && (await this.store.get(KIND, key)) !== about) throw reusedKey();
    try {
      return await send();
    } catch (refusal) {
      if (first) await this.store.delete(KIND, key);
      throw refusal;
    }
  }
}
