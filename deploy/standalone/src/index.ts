export { keepHeapSmall } from './heap';
export { keysToRead, logToRead, refuseNoData, secretToRead } from './host/reading';
export { filesBelow } from './host/file-tree';
export { Refusal } from './host/refusal';
export { explain } from './explain';
export { servicesToRead } from './services';
export { standUp, type Standing } from './standing';
export type { Adapters, Exchange } from './services';
export { startStandalone, type Standalone } from './standalone';
