export { RevocationLists } from './revocation-lists';
export * from './when-certificate-issued-then-publish-hold.effect';
export * from './when-certificate-status-changed-then-publish-crl.effect';
export * from './when-certificates-completed-then-make-seal.effect';
export * from './when-certificates-end-known-then-retain-documents.effect';
export * from './when-clock-starts-then-set-due-date.effect';
export * from './when-issuance-prepared-then-sign.effect';
export * from './when-key-made-then-hold-documents.effect';
export * from './when-serial-number-reserved-then-prepare-issuance.effect';
