export * from './http-client';
export * from './shifted.clock';
