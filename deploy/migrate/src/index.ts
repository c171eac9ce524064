export { runMigrate, type Answer } from './command';
