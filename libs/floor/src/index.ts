export * from './files/data-folder';
export * from './files/files';
export * from './files/lasting-files';
export * from './files/sqlite.access-log';
export * from './files/sqlite.session-store';
export { openFloor } from './open-floor';
export { systemClock } from './system.clock';
