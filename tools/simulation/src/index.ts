export { cases, chosen, minutesAfter, type Case } from './cast';
export type { Consumer, StandIn, StandIns } from './consumers';
export { House, Parked } from './house';
export { always, complaintsOf, onceSettled, type Invariant } from './invariants';
export { outcomeOf } from './outcome';
export * from './people';
export { settle } from './schedule';
export { standIns } from './stand-ins';
