export * from './cloud-event';
export * from './messaging.port';
