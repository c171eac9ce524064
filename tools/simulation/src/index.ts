export * from './cast';
export * from './house';
export * from './schedule';
export * from './stand-ins';
export { onward, drivenToItsEnd } from './people/onward';
export type { Move } from './people/move';
