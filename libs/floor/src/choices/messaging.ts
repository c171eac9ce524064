import type { Checkpoints, EventStore, Feed, Reactor } from '@ekey/event-store';
import type { KafkaOptions } from '@ekey/messaging/kafka';
import { openSqliteMessaging } from '@ekey/messaging/sqlite';
import type { Messaging } from '@ekey/messaging';
import { BadConfiguration, type Config } from '@ekey/platform';
import { credentialsOf } from '../servers/given.secrets';
import type { Foundation } from './foundation';

/** How a service's own log gets to its reactors. */
export interface OwnLog {
  /** Opens the store; where its log is copied for others, its feed goes on from where the copy ends. */
  opens<Store extends EventStore>(open: (checkpoints: Checkpoints) => Store): Store;
  /** As reactors are given it, and what copies it to there. */
  of(store: EventStore): { readonly log: Feed; readonly relay?: { readonly feed: Feed; readonly reactor: Reactor } };
}

export interface MessagingChoice {
  readonly messaging: Messaging;
  ownLog(service: string, checkpoints: Checkpoints): OwnLog;
}

/** Kafka shares out work among processes: there even a service's own log comes by a topic. */
export async function chooseMessaging({ config, data, opened }: Foundation): Promise<MessagingChoice> {
  if (config.MESSAGING === 'sqlite') {
    const messaging = opened.add(openSqliteMessaging({ file: data.of('messages.db') }));
    const ownLog = (_service: string, checkpoints: Checkpoints): OwnLog => ({
      opens: (open) => open(checkpoints),
      of: ({ feed }) => ({ log: feed }),
    });
    return { messaging, ownLog };
  }
  const { openKafkaMessaging } = await import('@ekey/messaging/kafka');
  const messaging = opened.add(openKafkaMessaging(kafkaOptions(config)));
  opened.watch('Kafka', () => messaging.assertReachable());
  const ownLog = (service: string, checkpoints: Checkpoints): OwnLog => {
    const relay = messaging.relay(service);
    return { opens: (open) => open(relay.checkpoints), of: (store) => relay.over(store, checkpoints) };
  };
  return { messaging, ownLog };
}

/** @throws SecretMissing, or BadConfiguration where a broker would be told nothing of who asks, or everybody his password. */
export function kafkaOptions(config: Config): KafkaOptions {
  const { KAFKA_SASL: mechanism, KAFKA_USER, SECRETS_DIR } = config;
  refuseUnproved(config);
  const credentials = credentialsOf(SECRETS_DIR, KAFKA_USER, 'kafka-password');
  return {
    brokers: config.KAFKA_BROKERS,
    clientId: 'ekey',
    prefix: config.KAFKA_PREFIX,
    tls: config.KAFKA_TLS,
    compression: config.KAFKA_COMPRESSION,
    ...(mechanism === 'none' || credentials === undefined ? {} : { sasl: { mechanism, ...credentials } }),
  };
}

function refuseUnproved({ KAFKA_SASL: mechanism, KAFKA_USER: user, KAFKA_TLS: tls }: Config): void {
  const wrong = Object.entries({
    [`KAFKA_USER: must name who ${mechanism} is to prove`]: mechanism !== 'none' && user === undefined,
    'KAFKA_SASL: must say how KAFKA_USER proves who he is': mechanism === 'none' && user !== undefined,
    'KAFKA_TLS: plain shows the password: set it to true, or KAFKA_SASL to scram-sha-512':
      mechanism === 'plain' && !tls,
  }).flatMap(([problem, isSo]) => (isSo ? [problem] : []));
  if (wrong.length > 0) throw new BadConfiguration(wrong);
}
