export * from './mongo-servers';
