import { later } from '@ekey/kernel';
import type { SessionStore } from './session-store';

export interface TryRules {
  /** Under which kind tries are kept, as `<whose>/<number>`. */
  readonly kind: string;
  /** After so long a failure is forgotten. */
  readonly rememberedSeconds: number;
  /** For how long after so many failures nobody may try again; 0 where he may at once. */
  readonly lockSeconds: (failures: number) => number;
}

export interface Locked {
  /** For how many seconds nobody may try. */
  readonly lockedSeconds: number;
}

/** A try under way. It counts as failed from its beginning, so that those beside it meet it. */
export interface Try {
  /** It does not count: nothing was found out by it. */
  takeBack(): Promise<void>;
}

interface NotedTry {
  readonly number: number;
  /** ISO 8601; `null` where the next may follow at once. */
  readonly lockedUntil: string | null;
}

/**
 * Wrong tries to prove who one is, and the waiting that they earn. A try claims the next number before it is made: of two
 * at once, in whatever process, the later one meets the lock that the earlier has earned. They may be lost: they are no facts.
 */
export class Tries {
  constructor(
    private readonly store: SessionStore,
    private readonly rules: TryRules,
  ) {}

  async begin(whose: string, now: string): Promise<Try | Locked> {
    for (;;) {
      const noted = await this.store.list<NotedTry>(this.rules.kind, `${whose}/`);
      const lockedSeconds = lockedFor(noted, now);
      if (lockedSeconds > 0) return { lockedSeconds };
      const number = Math.max(0, ...noted.map((each) => each.number)) + 1;
      if (await this.claim(whose, number, noted.length + 1, now)) return { takeBack: () => this.drop(whose, number) };
    }
  }

  /** None of those before counts any more. */
  forget(whose: string): Promise<void> {
    return this.store.deleteAll(this.rules.kind, `${whose}/`);
  }

  private claim(whose: string, number: number, failures: number, now: string): Promise<boolean> {
    const { kind, rememberedSeconds, lockSeconds } = this.rules;
    const seconds = lockSeconds(failures);
    const noted: NotedTry = { number, lockedUntil: seconds > 0 ? later(now, seconds * 1_000) : null };
    return this.store.setIfAbsent(kind, `${whose}/${number}`, noted, later(now, rememberedSeconds * 1_000));
  }

  private drop(whose: string, number: number): Promise<void> {
    return this.store.delete(this.rules.kind, `${whose}/${number}`);
  }
}

function lockedFor(tries: readonly NotedTry[], now: string): number {
  const ends = tries.map(({ lockedUntil }) => (lockedUntil === null ? 0 : Date.parse(lockedUntil)));
  return Math.max(0, Math.ceil((Math.max(0, ...ends) - Date.parse(now)) / 1_000));
}
