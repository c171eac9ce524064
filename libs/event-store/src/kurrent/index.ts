export { EventStoreUnavailable } from './kurrent-connection';
export * from './kurrent.event-store';
export type {
  KurrentBackOff,
  KurrentCredentials,
  KurrentDeadlines,
  KurrentEventStoreOptions,
} from './kurrent-settings';
