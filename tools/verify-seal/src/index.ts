export { type Terminal, run } from './verify-seal.run';
