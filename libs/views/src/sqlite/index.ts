export * from './inspect-views';
export * from './sqlite.views';
export { openViewsDatabase } from './views-database';
