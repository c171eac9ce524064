export * from './scenarios';
export * from './recorded';
export * from './numbers-from';
