export { DataFolder } from './data-folder';
export { startStandalone, type Standalone } from './standalone';
export { systemClock } from './system.clock';
