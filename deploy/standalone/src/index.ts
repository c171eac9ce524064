export { keepHeapSmall } from './heap';
export type { Adapters, Exchange } from './services';
export { startStandalone, type Standalone } from './standalone';
