export * from './server-certificate';
