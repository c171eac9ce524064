export { runDemo } from './run-demo';
export { Narrator } from './narrator';
