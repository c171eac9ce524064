import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SubscriptionRunner, type EventStore, type Feed, type Reactor } from '@ekey/event-store';
import { openSqliteEventStore } from '@ekey/event-store/sqlite';
import { enginesOf } from '@ekey/fleet';
import { KEPT_BY_GROUPS } from '@ekey/floor';
import {
  openKafkaMessaging,
  prepareTopics,
  relayTopic,
  logTopic,
  type KafkaMessaging,
  type RelayedLog,
} from '@ekey/messaging/kafka';

/** As `deploy/kafka` has them, but for the copies that one broker cannot keep. */
export const TOPIC = { partitions: 12, replicas: 1, settings: { 'retention.ms': '-1' } };
const LOOK_AGAIN_MS = 5;
const SERVICE = 'bench';
export const EVENTS = `${SERVICE}.events`;

export const brokers = (): readonly string[] => enginesOf(process.env).kafka.split(',');

/** A log that is full, on a cluster that has heard nothing of it. */
export class Backlog {
  private constructor(
    readonly store: EventStore,
    readonly messaging: KafkaMessaging,
    private readonly relayed: RelayedLog,
  ) {}

  /** @param file the log. */
  static async open(file: string): Promise<Backlog> {
    const prefix = `${randomUUID().slice(0, 8)}.`;
    const options = { brokers: brokers(), clientId: 'bench', prefix };
    await prepareTopics(options, { ...TOPIC, topics: [logTopic(SERVICE), EVENTS] });
    await prepareTopics(options, { ...TOPIC, partitions: 1, topics: [relayTopic(SERVICE)] });
    const messaging = openKafkaMessaging(options);
    const relay = messaging.relay(SERVICE);
    const store = openSqliteEventStore({ file, owner: SERVICE, checkpoints: relay.checkpoints });
    return new Backlog(store, messaging, relay.over(store, KEPT_BY_GROUPS));
  }

  /** Copies the whole log to where it is shared out. @returns seconds. */
  copied(facts: number): Promise<number> {
    const { feed, reactor } = this.relayed.relay;
    return this.dealtWith(feed, reactor, facts);
  }

  /** What has been copied goes through a reactor. @returns seconds, from its first fact to its last. */
  followed(reactor: Reactor, facts: number): Promise<number> {
    return this.dealtWith(this.relayed.log, reactor, facts);
  }

  async close(): Promise<void> {
    await this.messaging.close();
    await this.store.close();
  }

  private async dealtWith(feed: Feed, reactor: Reactor, facts: number): Promise<number> {
    const counted = new Counted(reactor);
    const runner = new SubscriptionRunner(feed, counted.reactor, KEPT_BY_GROUPS, {
      halts: () => true,
      now: () => new Date().toISOString(),
      onFault: (name, cause) => console.error(name, cause),
    });
    runner.start();
    while (counted.facts < facts) await sleep(LOOK_AGAIN_MS);
    while (!(await runner.caughtUp())) await sleep(LOOK_AGAIN_MS);
    await runner.stop();
    return counted.seconds;
  }
}

/** When a reactor was given its first fact, and when it had dealt with its last. */
class Counted {
  facts = 0;
  private begun = 0;
  private ended = 0;

  constructor(private readonly counting: Reactor) {}

  get seconds(): number {
    return (this.ended - this.begun) / 1_000;
  }

  get reactor(): Reactor {
    const { name, handles, handle, handleAll } = this.counting;
    return {
      ...{ name, handles, handle },
      handleAll: async (facts) => {
        if (this.begun === 0) this.begun = performance.now();
        await handleAll?.(facts);
        this.facts += facts.length;
        this.ended = performance.now();
      },
    };
  }
}
