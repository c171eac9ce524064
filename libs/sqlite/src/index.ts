export * from './group-commit';
export * from './inspection';
export * from './open-database';
export * from './unreadable-store';
export * from './unsettled';
