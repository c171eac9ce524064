export * from './group-commit';
export * from './inspection';
export * from './open-database';
export * from './packing';
export * from './unreadable-store';
export * from './unsettled';
