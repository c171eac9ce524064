import type { SessionStore } from './session-store';
import { Tries, type Locked, type Try } from './tries';

/** How many failures are forgiven, and how long the first lock is; each further failure doubles it. */
interface Patience {
  readonly forgiven: number;
  readonly firstLockSeconds: number;
  readonly longestLockSeconds: number;
}

/** One name tried from one address. */
const PAIR: Patience = { forgiven: 5, firstLockSeconds: 60, longestLockSeconds: 3_600 };
/** One name tried from everywhere, which must not let a stranger lock anybody out soon. */
const NAME: Patience = { forgiven: 50, firstLockSeconds: 60, longestLockSeconds: 900 };
const MEMORY_SECONDS = 86_400;

export interface LogInTry extends Try {
  /** The right password clears the pair; what others try elsewhere is still remembered. */
  succeeded(): Promise<void>;
}

/**
 * Who tries passwords waits longer and longer, whether there is such a user or not. A stranger who tries somebody else's name
 * keeps himself out, and its owner only where he has many addresses to try from.
 */
export class LockOut {
  private readonly ofPair: Tries;
  private readonly ofName: Tries;

  constructor(store: SessionStore) {
    this.ofPair = triesOf(store, 'log-in-try-of-pair', PAIR);
    this.ofName = triesOf(store, 'log-in-try-of-name', NAME);
  }

  /** @param name @param address digests of them; of an address that of its `addressKey` */
  async begin(name: string, address: string, now: string): Promise<LogInTry | Locked> {
    const pair = `${name}/${address}`;
    const atPair = await this.ofPair.begin(pair, now);
    if ('lockedSeconds' in atPair) return atPair;
    const atName = await this.ofName.begin(name, now);
    if ('lockedSeconds' in atName) {
      await atPair.takeBack();
      return atName;
    }
    return {
      succeeded: async () => void (await Promise.all([this.ofPair.forget(pair), atName.takeBack()])),
      takeBack: async () => void (await Promise.all([atPair.takeBack(), atName.takeBack()])),
    };
  }

  /** Where somebody has proved in another way who he is: what was tried before, from wherever, counts no more. */
  async forget(name: string): Promise<void> {
    await Promise.all([this.ofPair.forget(name), this.ofName.forget(name)]);
  }
}

const triesOf = (store: SessionStore, kind: string, patience: Patience): Tries =>
  new Tries(store, {
    kind,
    rememberedSeconds: MEMORY_SECONDS,
    lockSeconds: (failures) => lockSeconds(patience, failures),
  });

const lockSeconds = ({ forgiven, firstLockSeconds, longestLockSeconds }: Patience, failures: number): number =>
  failures < forgiven ? 0 : Math.min(longestLockSeconds, firstLockSeconds * 2 ** (failures - forgiven));
