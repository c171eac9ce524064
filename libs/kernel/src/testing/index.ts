export * from './scenarios';
export * from './recorded';
