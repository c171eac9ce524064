export * from './house-rules';
export * from './links';
