import type { Consumer } from 'kafkajs';
import type { Connection } from './connection';

/**
 * Which one of several processes does what only one may do at a time: whoever is assigned the only partition of a topic.
 * Whoever was paused while another took over learns of it when it goes on, and may have done a little too much by then.
 */
export class Leadership {
  constructor(
    private readonly connection: Connection,
    private readonly topic: string,
    private readonly group: string,
  ) {}

  /**
   * The times during which this process is the one, each as a signal that is given when it ends: at the latest when the
   * group is divided anew, even where this process is the one again.
   * @throws MessagingUnavailable
   */
  async *terms(signal: AbortSignal): AsyncIterable<AbortSignal> {
    if (signal.aborted) return;
    const candidacy = new Candidacy(this.connection, this.topic, this.group);
    const withdraw = (): void => candidacy.end();
    signal.addEventListener('abort', withdraw);
    try {
      await candidacy.begin();
      for (let term = await candidacy.elected(); term !== undefined; term = await candidacy.elected(term)) yield term;
    } finally {
      signal.removeEventListener('abort', withdraw);
      await candidacy.leave();
    }
  }
}

class Candidacy {
  private readonly consumer: Consumer;
  private readonly topic: string;
  private term: AbortController | undefined;
  private ended = false;
  private fault: Error | undefined;
  private wake: () => void = () => undefined;

  constructor(
    private readonly connection: Connection,
    topic: string,
    group: string,
  ) {
    this.topic = connection.named(topic);
    this.consumer = connection.member(group);
  }

  async begin(): Promise<void> {
    const { consumer, connection, topic } = this;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) =>
      this.divided((payload.memberAssignment[topic] ?? []).length > 0),
    );
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      this.fault = connection.unavailable(payload.error, topic);
      this.divided(false);
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [topic] });
      await consumer.run({ autoCommit: false, eachBatch: async () => undefined });
    } catch (error) {
      throw connection.unavailable(error, topic);
    }
  }

  /** Waits for a term other than the one before. @returns nothing once it was ended. */
  async elected(before?: AbortSignal): Promise<AbortSignal | undefined> {
    while (!this.ended && this.fault === undefined && (this.term === undefined || this.term.signal === before))
      await new Promise<void>((resolve) => (this.wake = resolve));
    if (this.fault !== undefined) throw this.fault;
    return this.ended ? undefined : this.term?.signal;
  }

  end(): void {
    this.ended = true;
    this.divided(false);
  }

  async leave(): Promise<void> {
    this.end();
    await this.consumer.disconnect().catch(() => undefined);
  }

  /** Whoever was asleep joins anew once it has written too much: nobody goes on from what it knew before that. */
  private divided(isOurs: boolean): void {
    this.term?.abort();
    this.term = isOurs ? new AbortController() : undefined;
    this.wake();
  }
}
