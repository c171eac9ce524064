export * from './described-answers';
export * from './memory-sessions';
export * from './openapi-rules';
