export * from './every-answer';
export * from './views.port';
