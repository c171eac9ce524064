export * from './mongo-double';
export * from './mongo-servers';
