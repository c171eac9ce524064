import { later } from '@ekey/kernel';
import type { SessionStore } from '@ekey/platform';

const KIND = 'log-in-failures';

/** How many failures are forgiven, and how long the first lock is; each further failure doubles it. */
interface Patience {
  readonly forgiven: number;
  readonly firstLockSeconds: number;
  readonly longestLockSeconds: number;
}

/** One user name tried from one address; and one user name tried from everywhere, which must not let a stranger lock anybody out soon. */
const PATIENCE: Readonly<Record<'pair' | 'name', Patience>> = {
  pair: { forgiven: 5, firstLockSeconds: 60, longestLockSeconds: 3_600 },
  name: { forgiven: 50, firstLockSeconds: 60, longestLockSeconds: 900 },
};
/** After so long without a failure all are forgotten. */
const MEMORY_SECONDS = 86_400;

interface Failures {
  readonly count: number;
  readonly lockedUntil: string;
}

/** Who tries passwords waits longer and longer, whether there is such a user or not. Counters may be lost: they are no facts. */
export class LockOut {
  constructor(private readonly store: SessionStore) {}

  /** @returns for how many seconds no password is looked at; 0 where one may be tried. */
  async lockedSeconds(name: string, address: string, now: string): Promise<number> {
    const locks = await Promise.all(keysOf(name, address).map(([, id]) => this.store.get<Failures>(KIND, id)));
    const until = locks.reduce(
      (latest, lock) => (lock !== null && lock.lockedUntil > latest ? lock.lockedUntil : latest),
      now,
    );
    return Math.ceil((Date.parse(until) - Date.parse(now)) / 1_000);
  }

  async failed(name: string, address: string, now: string): Promise<void> {
    for (const [scope, id] of keysOf(name, address)) {
      const count = ((await this.store.get<Failures>(KIND, id))?.count ?? 0) + 1;
      const lockedUntil = later(now, lockSeconds(PATIENCE[scope], count) * 1_000);
      await this.store.set(KIND, id, { count, lockedUntil } satisfies Failures, later(now, MEMORY_SECONDS * 1_000));
    }
  }

  /** The right password clears the pair; what others try elsewhere is still remembered. */
  async succeeded(name: string, address: string): Promise<void> {
    await this.store.delete(KIND, keysOf(name, address)[0][1]);
  }
}

const keysOf = (name: string, address: string): readonly [['pair', string], ['name', string]] => [
  ['pair', `${name}/${address}`],
  ['name', name],
];

const lockSeconds = ({ forgiven, firstLockSeconds, longestLockSeconds }: Patience, count: number): number =>
  count < forgiven ? 0 : Math.min(longestLockSeconds, firstLockSeconds * 2 ** (count - forgiven));
