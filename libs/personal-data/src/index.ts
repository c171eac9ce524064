export * from './personal-data.port';
