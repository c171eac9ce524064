export * from './described-answers';
export * from './openapi-rules';
