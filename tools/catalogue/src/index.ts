export { generated } from './main';
export { breaches } from './lock';
