export * from './sqlite.views';
export * from './views-database';
