export { engineNames, type Addresses, type EngineName } from './catalogue';
export * from './engine-set';
export * from './start-engines';
export * from './test-servers';
