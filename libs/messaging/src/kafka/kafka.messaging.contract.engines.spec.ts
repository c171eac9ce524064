/** @engines kafka */
import { randomUUID } from 'node:crypto';
import { describeMessagingContract } from '../messaging.contract';
import { openKafkaMessaging, prepareTopics } from '.';

const brokers = (process.env.EKEY_TEST_KAFKA ?? '').split(',');

describeMessagingContract('kafka', async () => {
  const options = { brokers, clientId: 'contract', prefix: `contract-${randomUUID()}.`, sessionTimeout: 6_000 };
  const settings = { 'retention.ms': '-1' };
  await prepareTopics(options, { topics: ['review.events', 'intake.events'], partitions: 3, replicas: 1, settings });
  let messaging = openKafkaMessaging(options);
  return {
    messaging,
    reopen: async () => {
      await messaging.close();
      return (messaging = openKafkaMessaging(options));
    },
    dispose: () => messaging.close(),
  };
});
