import { later, LeastRecentlyUsed, type Clock } from '@ekey/kernel';
import type { SessionStore } from './session-store';

const KIND = 'ended-session';
const REMEMBERED = 10_000;
/** How long another process may go on taking a session for open. */
const ASK_AGAIN_MS = 10_000;

/**
 * Sessions that ended before their access tokens do: somebody logged out, was suspended, or changed his password. The
 * store is asked for each session once in a while, not for each request.
 */
export class EndedSessions {
  private readonly known = new LeastRecentlyUsed<{ readonly ended: boolean; readonly askedAt: number }>(REMEMBERED);

  constructor(
    private readonly store: SessionStore,
    private readonly clock: Clock,
    private readonly tokenSeconds: number,
  ) {}

  /** From now on no token of the session is good. */
  async end(sessionId: string): Promise<void> {
    const until = later(this.clock.now(), this.tokenSeconds * 1000);
    await this.store.set(KIND, sessionId, true, until);
    this.known.set(sessionId, { ended: true, askedAt: performance.now() });
  }

  /** Asks the store where it has not been asked lately. */
  has(sessionId: string): boolean | Promise<boolean> {
    const known = this.known.get(sessionId);
    if (known !== undefined && (known.ended || performance.now() - known.askedAt < ASK_AGAIN_MS)) return known.ended;
    return this.ask(sessionId);
  }

  private async ask(sessionId: string): Promise<boolean> {
    const ended = (await this.store.get(KIND, sessionId)) !== null;
    this.known.set(sessionId, { ended, askedAt: performance.now() });
    return ended;
  }
}
