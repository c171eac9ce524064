export * from './inspect-messages';
export * from './sqlite.messaging';
