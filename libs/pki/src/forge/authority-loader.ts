import { type KeyObject, X509Certificate, createPrivateKey, createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { readCertificate } from '../certificate/certificate.reader';
import { type AuthorityFile, type AuthorityFiles, AuthorityUnreadable } from './authority-folder';

/** Takes the files for what they should be, and says which one is not. */
export class AuthorityLoader {
  constructor(
    private readonly folder: string,
    private readonly files: AuthorityFiles,
  ) {}

  certificate(name: AuthorityFile): X509Certificate {
    try {
      const certificate = new X509Certificate(this.files[name]);
      readCertificate(certificate.raw);
      return certificate;
    } catch {
      throw this.unreadable(name, 'is not a certificate in PEM');
    }
  }

  isIssuedBy(name: AuthorityFile, certificate: X509Certificate, issuer: X509Certificate): void {
    if (!certificate.checkIssued(issuer) || !certificate.verify(issuer.publicKey)) {
      throw this.unreadable(name, 'was not issued by the certificate above it');
    }
  }

  key(name: AuthorityFile, certificate: X509Certificate, passphrase: string): KeyObject {
    const key = this.decrypt(name, passphrase);
    if (!createPublicKey(key).equals(certificate.publicKey))
      throw this.unreadable(name, 'is the key of another certificate');
    return key;
  }

  private decrypt(name: AuthorityFile, passphrase: string): KeyObject {
    try {
      return createPrivateKey({ key: this.files[name], passphrase });
    } catch {
      throw this.unreadable(name, 'cannot be decrypted with the passphrase given');
    }
  }

  private unreadable(name: AuthorityFile, reason: string): AuthorityUnreadable {
    return new AuthorityUnreadable(join(this.folder, name), reason);
  }
}
