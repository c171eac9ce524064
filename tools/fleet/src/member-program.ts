export { serveMember, type Loaders } from './serve-member';
export { services } from './services';
