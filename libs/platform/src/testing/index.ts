export { routeOf } from '../http/openapi-completion';
export * from './deciding-commands';
export * from './described-answers';
export * from './meeting-sessions';
export * from './memory-sessions';
export * from './openapi-rules';
