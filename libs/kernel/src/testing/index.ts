export * from './each-of';
export * from './scenarios';
export * from './shifted.clock';
export * from './recorded';
export * from './numbers-from';
export * from './quantile';
