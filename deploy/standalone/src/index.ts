export { filesBelow } from './host/file-tree';
export { servicesToRead } from './services';
export { standUp, type Standing } from './standing';
export type { Adapters, Exchange } from './services';
export { startStandalone, type Standalone } from './standalone';
