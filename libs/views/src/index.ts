export * from './views.port';
