import { openFileCertificateAuthority, type FileAuthorityOptions } from '@ekey/pki/forge';
import type { CertificateAuthority } from '@ekey/pki';
import type { Floor } from '@ekey/platform';
import type { DataFolder } from './files/data-folder';

/**
 * The certificate authority whose keys lie encrypted in a folder, in `CA_DIR` or below the data; made where there is none.
 * @throws AuthorityUnreadable, SecretMissing
 */
export async function openAuthority(
  { config, secrets, clock }: Floor,
  data: DataFolder,
  about: Pick<FileAuthorityOptions, 'provider' | 'places'>,
): Promise<CertificateAuthority> {
  return openFileCertificateAuthority({
    folder: config.CA_DIR ?? data.of('ca'),
    passphrase: (await secrets.bytes('ca-passphrase')).toString('base64url'),
    ...about,
    now: new Date(clock.now()),
  });
}
