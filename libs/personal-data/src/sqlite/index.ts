export * from './inspect-keys';
export * from './join-tombstones';
export * from './sqlite.personal-data';
