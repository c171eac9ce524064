export * from './secrets/certificates';
export * from './secrets/env-file';
export * from './secrets/make-secrets';
export * from './secrets/secret-plan';
