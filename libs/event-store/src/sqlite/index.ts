export * from './group-commit';
export * from './log-feed';
export * from './open-database';
export * from './sqlite.event-store';
export * from './sqlite.reactor-store';
