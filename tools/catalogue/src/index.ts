export { generated } from './main';
export { breaches, lockOf } from './lock';
export { newestVersion, type StoredFactType } from './stored-facts';
