export * from './canonical-json';
export * from './decider';
export * from './personal-data';
export * from './reactors';
export * from './recorded-fact';
export * from './stream-name';
export * from './upcasting';
export * from './view';
