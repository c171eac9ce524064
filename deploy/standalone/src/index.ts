export { DataFolder } from './data-folder';
export { keepHeapSmall } from './heap';
export { openStandaloneFloor } from './standalone.floor';
export type { Adapters, Exchange } from './services';
export { startStandalone, type Standalone } from './standalone';
export { systemClock } from './system.clock';
