export * from './scenarios';
export * from './recorded';
export * from './numbers-from';
export * from './quantile';
