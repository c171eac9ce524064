export type { KafkaOptions } from './connection';
export * from './kafka.messaging';
export { parkedTopicName } from './parked-topic';
export * from './topics';
