import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describeFirstApplication, TOKENS_NEEDED } from '@ekey/journeys/journey';
import { prepareTopics } from '@ekey/messaging/kafka';
import { standaloneWorld } from './standalone.world';

const brokers = process.env.EKEY_TEST_KAFKA ?? '';
describeFirstApplication(async () => {
  const prefix = `smoke-${randomUUID()}.`;
  const plans = JSON.parse(readFileSync('deploy/kafka/topics.json', 'utf8'));
  for (const plan of plans)
    await prepareTopics(
      { brokers: brokers.split(','), clientId: 'test', prefix },
      { ...plan, partitions: Math.min(4, plan.partitions), replicas: 1, settings: { 'retention.ms': '-1' } },
    );
  return standaloneWorld({
    tokens: TOKENS_NEEDED,
    settings: { MESSAGING: 'kafka', KAFKA_BROKERS: brokers, KAFKA_PREFIX: prefix },
  });
});
