import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { LOOK_FOR_MS, originOf, sessionOf, type Connection } from './connection';
import type { Delivered } from './message-record';
import { Share, type Delivery } from './share';

const BATCH = 256;
/** Facts that wait for whoever deals with them: beyond the one fetching pauses, below the other it goes on. */
const [PAUSE_ABOVE, RESUME_BELOW] = [4_096, 1_024];
/** A group is told at most so often: each telling is a request, and all that hangs on it is what is delivered again. */
const COMMIT_EVERY_MS = 200;
/** The group has moved on: what was dealt with but not committed is delivered again, to us or to another. */
const MOVED_ON = new Set(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID']);

/** One member of a consumer group, which hands over what arrives when it is asked for it. */
export class GroupMember {
  private readonly consumer: Consumer;
  private readonly share = new Share();
  private fault: Error | undefined;
  private wake: () => void = () => undefined;
  private gained = false;
  private paused = false;
  private left = false;
  private readonly leaving = new AbortController();
  private dealing: Promise<void> = Promise.resolve();
  private saving: Promise<void> = Promise.resolve();
  private committing: Promise<void> | undefined;
  private lastCommit = 0;

  constructor(
    private readonly connection: Connection,
    private readonly topic: string,
    group: string,
    private readonly deliveredOf: Delivered,
  ) {
    const groupId = connection.named(group);
    this.consumer = connection.kafka.consumer({
      ...{ groupId, ...sessionOf(connection), maxWaitTimeInMs: LOOK_FOR_MS },
      allowAutoTopicCreation: false,
    });
  }

  /** @throws MessagingUnavailable naming the topic and the brokers. */
  async join(): Promise<void> {
    const { consumer, connection, topic } = this;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload: { memberId, memberAssignment } }) =>
      this.divided(memberId, memberAssignment[connection.named(topic)] ?? []),
    );
    consumer.on(consumer.events.CRASH, ({ payload }) => this.fail(payload.error));
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [connection.named(topic)], fromBeginning: true });
      await consumer.run({ autoCommit: false, eachBatch: async (arrival) => this.take(arrival) });
    } catch (error) {
      throw connection.unavailable(error, topic);
    }
  }

  /**
   * Waits for facts, or for a partition that has come to us.
   * @returns nothing once the signal is given.
   * @throws MessagingUnavailable
   */
  async next(signal: AbortSignal): Promise<(Delivery & { readonly gained: boolean }) | undefined> {
    while (!signal.aborted && this.fault === undefined && this.share.size === 0 && !this.gained)
      await this.woken(signal);
    if (signal.aborted) return undefined;
    if (this.fault !== undefined) throw this.fault;
    const { gained } = this;
    this.gained = false;
    const delivery = this.share.take(BATCH);
    this.regulate();
    return { ...delivery, gained };
  }

  get partitions(): readonly number[] {
    return this.share.partitions;
  }

  /** Resolves when the group knows, which it does not before what it stands for is stored. @throws MessagingUnavailable */
  done(delivery: Delivery, stored: Promise<void>): Promise<void> {
    const before = this.dealing.catch(() => undefined);
    this.dealing = Promise.all([stored, before]).then(() => this.share.dealtWith(delivery));
    this.saving = this.dealing.then(() => (this.committing ??= this.commitSoon()));
    return this.saving;
  }

  /** Tells the group how far it got and that the others may have its share at once. */
  async leave(): Promise<void> {
    this.leaving.abort();
    await this.saving.catch(() => undefined);
    this.left = true;
    await this.consumer.disconnect().catch(() => undefined);
  }

  /** At once where the last time is long ago, and when we leave. */
  private async commitSoon(): Promise<void> {
    const wait = this.lastCommit + COMMIT_EVERY_MS - performance.now();
    const { signal } = this.leaving;
    await (wait > 0 ? sleep(wait, undefined, { signal }).catch(() => undefined) : undefined);
    this.committing = undefined;
    this.lastCommit = performance.now();
    await this.commit();
  }

  private async commit(): Promise<void> {
    const commits = this.share.toCommit();
    // Whoever has left commits nothing: it is delivered again.
    if (commits.length === 0 || this.left || this.fault !== undefined) return;
    const topic = this.connection.named(this.topic);
    try {
      await this.consumer.commitOffsets(
        commits.map(({ partition, offset }) => ({ topic, partition, offset: `${offset}` })),
      );
      this.share.committed(commits);
    } catch (error) {
      if (MOVED_ON.has((originOf(error) as { type?: string }).type ?? '')) return;
      throw this.connection.unavailable(error, this.topic);
    }
  }

  private take({ batch: { partition, messages } }: EachBatchPayload): void {
    const records = messages.map(({ key, value, headers, offset: text }) => {
      const offset = Number(text);
      const record = { key, value, partition, offset, ...(headers === undefined ? {} : { headers }) };
      return { fact: this.deliveredOf(this.topic, record), offset };
    });
    this.share.arrived(partition, records);
    this.regulate();
    this.wake();
  }

  private divided(memberId: string, partitions: readonly number[]): void {
    this.gained = this.share.assigned(memberId, partitions) || this.gained;
    this.paused = false;
    this.consumer.resume([{ topic: this.connection.named(this.topic) }]);
    this.regulate();
    this.wake();
  }

  /** Holds the topic off while more waits than can be dealt with soon; the group goes on hearing from us. */
  private regulate(): void {
    const topics = [{ topic: this.connection.named(this.topic) }];
    if (!this.paused && this.share.size > PAUSE_ABOVE) {
      this.paused = true;
      this.consumer.pause(topics);
    } else if (this.paused && this.share.size < RESUME_BELOW) {
      this.paused = false;
      this.consumer.resume(topics);
    }
  }

  private fail(error: Error): void {
    this.fault = this.connection.unavailable(error, this.topic);
    this.wake();
  }

  private woken(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.wake = wake;
      signal.addEventListener('abort', wake);
    });
  }
}
