export type { Provider } from './authority-ceremony';
export { AUTHORITY_FILES, AuthorityUnreadable } from './authority-folder';
export { type FileAuthorityOptions, openFileCertificateAuthority } from './file.certificate-authority';
