export { DataFolder } from './data-folder';
export type { Adapters, Exchange } from './services';
export { startStandalone, type Standalone } from './standalone';
export { systemClock } from './system.clock';
