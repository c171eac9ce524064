export * from './cloud-event';
export * from './messaging-unavailable';
export * from './messaging.port';
