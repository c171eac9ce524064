import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionOptions } from 'node:tls';
import {
  CompressionTypes,
  Kafka,
  logLevel,
  type Admin,
  type Consumer,
  type KafkaConfig,
  type SASLOptions,
} from 'kafkajs';
import { MessagingUnavailable } from '../messaging-unavailable';

export interface KafkaOptions {
  /** `host:port` of some brokers; the others are learned from them. */
  readonly brokers: readonly string[];
  /** As the broker's log shall name us. */
  readonly clientId: string;
  /** Before every topic and group, where several installations share a cluster. */
  readonly prefix?: string;
  readonly tls?: boolean | ConnectionOptions;
  readonly sasl?: SASLOptions;
  /** Default: `gzip`. */
  readonly compression?: 'gzip' | 'none';
  /** How long a member of a group may be silent before its share goes to the others, in milliseconds (default: 6 s). */
  readonly sessionTimeout?: number;
}

/** What is asked of one message or the bytes of a batch; anything else that fails concerns them all. */
const OF_THE_MESSAGE = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'CORRUPT_MESSAGE']);
const CONNECT_WITHIN_MS = 3_000;
const ANSWER_WITHIN_MS = 10_000;
const PASSES_WITHIN = [50, 100, 200, 400, 800];
/** Some three seconds; whoever called then waits longer, and says so. */
const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, restartOnFailure: async () => false };

/** A member of a group learns of a new division between two looks at its topic only. */
const LOOK_FOR_MS = 200;
/** How long a consumer that is told to go on may sleep before it does. */
const GO_ON_WITHIN_MS = 20;
const HEARTBEATS_A_SESSION = 6;
/** The least that a broker allows unless it is told otherwise: what a dead process had is to be taken over within 15 s. */
const SESSION_MS = 6_000;

/** A cluster as its clients here share it. */
export class Connection {
  readonly kafka: Kafka;
  readonly prefix: string;
  readonly compression: CompressionTypes;
  private readonly settings: KafkaConfig;
  private readonly sessionTimeout: number;
  private connecting: Promise<Admin> | undefined;
  private closed = false;

  constructor(private readonly options: KafkaOptions) {
    const { brokers, clientId, tls, sasl } = options;
    this.prefix = options.prefix ?? '';
    this.compression = options.compression === 'none' ? CompressionTypes.None : CompressionTypes.GZIP;
    this.sessionTimeout = options.sessionTimeout ?? SESSION_MS;
    this.settings = {
      ...{ brokers: [...brokers], clientId, retry: RETRY, logLevel: logLevel.NOTHING },
      ...{ connectionTimeout: CONNECT_WITHIN_MS, requestTimeout: ANSWER_WITHIN_MS },
      ...(tls === undefined ? {} : { ssl: tls }),
      ...(sasl === undefined ? {} : { sasl }),
    };
    this.kafka = new Kafka(this.settings);
  }

  /** As the cluster knows a topic or a group. */
  named(name: string): string {
    return `${this.prefix}${name}`;
  }

  /** One of a group, whose share goes to the others once it has been silent for too long. */
  member(group: string): Consumer {
    const { sessionTimeout } = this;
    return this.kafka.consumer({
      ...{ groupId: this.named(group), sessionTimeout, rebalanceTimeout: sessionTimeout },
      heartbeatInterval: Math.ceil(sessionTimeout / HEARTBEATS_A_SESSION),
      ...{ maxWaitTimeInMs: LOOK_FOR_MS, allowAutoTopicCreation: false },
    });
  }

  /** A group of one for some readings, with a client of its own: a client never forgets a group that it was in. */
  passing(group: string): Consumer {
    const groupId = this.named(group);
    return new Kafka(this.settings).consumer({
      ...{ groupId, maxWaitTimeInMs: GO_ON_WITHIN_MS, allowAutoTopicCreation: false },
    });
  }

  /** Asks the cluster something. @throws MessagingUnavailable naming it. */
  async ask<Answer>(question: (admin: Admin) => Promise<Answer>, about = 'the cluster'): Promise<Answer> {
    if (this.closed) throw new Error('messaging is closed');
    for (let tries = 0; ; tries += 1) {
      const connecting = (this.connecting ??= this.connect());
      try {
        return await question(await connecting);
      } catch (error) {
        const { name, retriable } = originOf(error) as { name: string; retriable?: boolean };
        const isAnswer = name === 'KafkaJSProtocolError';
        // A topic just made, or a broker just gone: who leads a partition is known a moment later.
        const willPass = isAnswer && retriable === true && tries < PASSES_WITHIN.length;
        if (!isAnswer) await this.forget(connecting);
        if (!willPass) throw this.unavailable(error, about);
        await sleep(PASSES_WITHIN[tries]);
      }
    }
  }

  /** What went wrong, by name; what concerns one message alone stays what it is. */
  unavailable(error: unknown, about: string): Error {
    const origin = originOf(error);
    if (error instanceof MessagingUnavailable || OF_THE_MESSAGE.has((origin as { type?: string }).type ?? ''))
      return error as Error;
    return new MessagingUnavailable(`${about} at ${this.options.brokers.join(', ')}`, origin.message);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.forget();
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin();
    await admin.connect();
    return admin;
  }

  /** Whoever finds it broken later does not take the next one from those who ask over that. */
  private async forget(connecting = this.connecting): Promise<void> {
    if (connecting !== this.connecting) return;
    this.connecting = undefined;
    await connecting?.then((admin) => admin.disconnect()).catch(() => undefined);
  }
}

/** The client wraps what happened into what it did about it. */
export function originOf(error: unknown): Error {
  const { cause } = error as { cause?: unknown };
  return cause instanceof Error ? originOf(cause) : error instanceof Error ? error : new Error(String(error));
}
