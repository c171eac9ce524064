export * from './server-certificate';
export * from './relying-party';
