export * from './sqlite.messaging';
