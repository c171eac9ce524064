import { randomUUID } from 'node:crypto';
import { prepareTopics } from '@ekey/messaging/kafka';
import { CompressionTypes, Kafka, logLevel, Partitioners } from 'kafkajs';
import { secondsOf } from '../figure';
import { brokers, TOPIC } from './backlog';

export interface Sent {
  readonly key: string;
  readonly value: string;
}

/** As many as a client that knows nothing of them puts into a request. */
const AT_ONCE = 1_000;
const ALL_REPLICAS = -1;

/** Sends records by the client and nothing else, to a topic of their own, each batch once the one before is stored. @returns seconds. */
export async function sentByTheClient(records: readonly Sent[]): Promise<number> {
  const prefix = `${randomUUID().slice(0, 8)}.`;
  await prepareTopics({ brokers: brokers(), clientId: 'bench', prefix }, { ...TOPIC, topics: ['alone'] });
  const kafka = new Kafka({ brokers: [...brokers()], clientId: 'bench', logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true, createPartitioner: Partitioners.DefaultPartitioner });
  const send = async (from: number): Promise<unknown> => {
    const topicMessages = [{ topic: `${prefix}alone`, messages: records.slice(from, from + AT_ONCE) }];
    return producer.sendBatch({ acks: ALL_REPLICAS, compression: CompressionTypes.GZIP, topicMessages });
  };
  await producer.connect();
  // Who leads which partition is asked once.
  await send(0);
  const seconds = await secondsOf(async () => {
    for (let from = 0; from < records.length; from += AT_ONCE) await send(from);
  });
  await producer.disconnect();
  return seconds;
}
