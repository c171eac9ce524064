export * from './containers';
export * from './start-container';
