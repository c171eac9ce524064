export type { KafkaOptions } from './connection';
export { GroupAtWork, type TopicGroup } from './group-places';
export * from './kafka.messaging';
export { sharedGroup } from './membership';
export { parkedTopicName } from './parked-topic';
export { logTopic, relayTopic, type Relay, type RelayedLog } from './relay';
export * from './topics';
