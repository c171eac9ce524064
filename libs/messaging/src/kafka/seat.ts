import type { GroupCommits } from './group-commits';
import type { Holding } from './holding';
import { markOf } from './membership';
import { Share, type Arrived, type Change, type Delivery, type Missing } from './share';

const BATCH = 256;
const NONE: Change = { gained: false, lost: false };

/** A member of a consumer group, as each of its reactors needs it. */
export interface Membership {
  /** Why nothing comes any more. */
  readonly fault: Error | undefined;
  makeUpFor(seat: Seat): Promise<void>;
  regulate(): void;
  readonly commits: Pick<GroupCommits, 'tellSoon' | 'tellNow'>;
  gotUp(seat: Seat): Promise<void>;
}

/** One reactor’s part in a membership: hands over what arrives when it is asked for it. */
export class Seat {
  private readonly share: Share;
  private change = NONE;
  private waking: () => void = () => undefined;
  private dealing: Promise<void> = Promise.resolve();
  private saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly member: Membership,
    reactor: string,
  ) {
    this.share = new Share(markOf(reactor));
  }

  get size(): number {
    return this.share.size;
  }

  get partitions(): readonly number[] {
    return this.share.partitions;
  }

  divided(holdings: Iterable<Holding>): void {
    const { gained, lost } = this.share.assigned(holdings);
    this.change = { gained: gained || this.change.gained, lost: lost || this.change.lost };
    this.wake();
  }

  arrived(partition: number, records: readonly Arrived[]): void {
    this.share.arrived(partition, records);
    this.wake();
  }

  /** What has arrived without it, a batch at most; nothing while it has something to do. */
  missing(): Missing | undefined {
    const missing = this.size === 0 ? this.share.missing() : undefined;
    return missing && { ...missing, to: Math.min(missing.to, missing.from + BATCH) };
  }

  found(missing: Missing, records: readonly Arrived[]): void {
    this.share.found(missing, records);
    this.wake();
  }

  letGo(): void {
    this.share.letGo();
    this.wake();
  }

  wake(): void {
    this.waking();
  }

  /**
   * Waits for facts, or for a partition that has come to us or gone from us.
   * @returns nothing once the signal is given.
   * @throws MessagingUnavailable
   */
  async next(signal: AbortSignal): Promise<(Delivery & Change) | undefined> {
    while (!signal.aborted && this.member.fault === undefined && this.share.size === 0 && !this.isChanged) {
      if (this.missing() === undefined) await this.woken(signal);
      else await this.member.makeUpFor(this);
    }
    if (signal.aborted) return undefined;
    if (this.member.fault !== undefined) throw this.member.fault;
    const { change } = this;
    this.change = NONE;
    const delivery = this.share.take(BATCH);
    this.member.regulate();
    return { ...delivery, ...change };
  }

  /** Resolves when the group knows, which it does not before what it stands for is stored. @throws MessagingUnavailable */
  done(delivery: Delivery, stored: Promise<void>): Promise<void> {
    const before = this.dealing.catch(() => undefined);
    this.dealing = Promise.all([stored, before]).then(() => this.share.dealtWith(delivery));
    this.saving = this.dealing.then(() => this.member.commits.tellSoon());
    return this.saving;
  }

  /** Has the group told how far it got. */
  async leave(): Promise<void> {
    this.member.commits.tellNow();
    await this.saving.catch(() => undefined);
    await this.member.gotUp(this);
  }

  private get isChanged(): boolean {
    return this.change.gained || this.change.lost;
  }

  private woken(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waking = wake;
      signal.addEventListener('abort', wake);
    });
  }
}
