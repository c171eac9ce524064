/** @engines kafka */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { verified } from '../messaging.contract';
import { MessagingUnavailable } from '../messaging-unavailable';
import { openKafkaMessaging, prepareTopics, type KafkaOptions, type TopicPlan } from '.';

const brokers = (process.env.EKEY_TEST_KAFKA ?? '').split(',');
const file = path.resolve(__dirname, '../../../../deploy/kafka/topics.json');
const [inEarnest] = JSON.parse(readFileSync(file, 'utf8')) as readonly [TopicPlan, TopicPlan];
/** As deployed, on the one broker that there is. */
const plan: TopicPlan = { ...inEarnest, replicas: 1, settings: { ...inEarnest.settings, 'min.insync.replicas': '1' } };

describe('the topics of deploy/kafka', () => {
  let options: KafkaOptions;
  const physical = (topic: string): string => `${options.prefix ?? ''}${topic}`;
  const settingsOf = async (topic: string): Promise<Readonly<Record<string, string>>> => {
    const admin = new Kafka({ brokers: [...brokers], clientId: 'outside', logLevel: logLevel.NOTHING }).admin();
    const resources = [{ type: ConfigResourceTypes.TOPIC, name: physical(topic) }];
    const found = await admin.describeConfigs({ includeSynonyms: false, resources });
    await admin.disconnect();
    const entries = found.resources[0]?.configEntries ?? [];
    return Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]));
  };
  beforeEach(() => {
    options = { brokers, clientId: 'topics', prefix: `topics-${randomUUID()}.` };
  });

  it('are made once, keep everything, and lose nothing acknowledged while one of three brokers is away', async () => {
    expect(await prepareTopics(options, plan)).toEqual(plan.topics.map(physical));
    expect(await prepareTopics(options, plan)).toEqual([]);
    expect(await settingsOf('intake.events')).toMatchObject({
      ...{ 'retention.ms': '-1', 'retention.bytes': '-1', 'cleanup.policy': 'delete' },
      'unclean.leader.election.enable': 'false',
    });
    expect(inEarnest.replicas).toBeGreaterThan(Number(inEarnest.settings['min.insync.replicas']));
    expect(Number(inEarnest.settings['min.insync.replicas'])).toBeGreaterThan(1);
  });

  it('are given the settings of the plan where somebody has changed them', async () => {
    await prepareTopics(options, { ...plan, settings: { 'retention.ms': '1000' } });
    expect((await settingsOf('review.events'))['retention.ms']).toBe('1000');
    await prepareTopics(options, plan);
    // The controller has it; the broker that is asked hears of it a moment later.
    while ((await settingsOf('review.events'))['retention.ms'] === '1000') await sleep(20);
    expect((await settingsOf('review.events'))['retention.ms']).toBe('-1');
  });

  it('are refused with another number of partitions, which would split cases', async () => {
    await prepareTopics(options, { ...plan, partitions: 2 });
    await expect(prepareTopics(options, plan)).rejects.toThrow(/ has 2 partitions, not 12/);
  });

  it('are missed by name, not made by whoever writes to them', async () => {
    const messaging = openKafkaMessaging(options);
    await messaging.assertReachable();
    await expect(messaging.publish('review.events', [verified(1)])).rejects.toThrow(MessagingUnavailable);
    await expect(messaging.assertReachable()).rejects.toThrow('review.events: no such topic');
    await prepareTopics(options, plan);
    await messaging.publish('review.events', [verified(1)]);
    await messaging.assertReachable();
    await messaging.close();
  });

  it('take a publication of any size, and refuse one message that is too large without harm to the others', async () => {
    await prepareTopics(options, plan);
    const messaging = openKafkaMessaging({ ...options, compression: 'none' });
    const large = (index: number, bytes: number) => verified(index, { data: { text: 'x'.repeat(bytes) } });
    const many = Array.from({ length: 600 }, (_none, index) => large(index, 8_000));
    const outcomes = await Promise.allSettled([
      messaging.publish('review.events', many),
      messaging.publish('review.events', [large(9_000, 2_000_000)]),
      messaging.publish('review.events', [verified(9_001)]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const ids = new Set((await messaging.read('review.events', 0, 10_000)).map(({ message }) => message.id));
    expect(ids.size).toBe(601);
    await messaging.close();
  });
});
