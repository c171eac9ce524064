import { streamIdOf, type Effect } from '@ekey/kernel';
import type { CertificateCommand } from '../certificate/certificate.commands';
import type {
  CertificateActivated,
  CertificateReinstated,
  CertificateRevoked,
  CertificateSuspended,
} from '../certificate/certificate.events';
import type { RevocationListRefreshed } from '../revocation-list/revocation-list.events';
import type { RevocationLists } from './revocation-lists';

export interface PublishingPorts {
  readonly lists: Pick<RevocationLists, 'covering'>;
}

/** At once after every change, and when the old list runs out. Changes that come together share one list. */
export const whenCertificateStatusChangedThenPublishCrl: Effect<
  CertificateActivated | CertificateSuspended | CertificateReinstated | CertificateRevoked | RevocationListRefreshed,
  CertificateCommand,
  PublishingPorts
> = {
  name: 'when-certificate-status-changed-then-publish-crl',
  on: [
    'CertificateActivated',
    'CertificateSuspended',
    'CertificateReinstated',
    'CertificateRevoked',
    'RevocationListRefreshed',
  ],
  act: async ({ meta }, { lists }) => {
    await lists.covering(streamIdOf(meta.stream), meta.revision);
    return null;
  },
};
