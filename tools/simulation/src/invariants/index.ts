export { always } from './always';
export { complaintsOf, type Invariant } from './invariant';
export { onceSettled } from './once-settled';
