export { applicant } from './applicant';
export { clocks } from './clocks';
export { counter } from './counter';
export { fillShelf, line } from './line';
export type { Move } from './move';
export { drivenToItsEnd, onward } from './onward';
export { reviewers } from './reviewers';
