export * from './house-rules';
export * from './links';
export * from './references';
