import type { Clock, Effect } from '@ekey/kernel';
import type { RecordHoldPublished } from '../certificate/certificate.commands';
import type { CertificateIssued } from '../certificate/certificate.events';
import type { RevocationLists } from './revocation-lists';

export interface HoldPorts {
  readonly lists: Pick<RevocationLists, 'covering'>;
  readonly clock: Clock;
}

/** A certificate leaves issuance only after a revocation list that names it as on hold is out: nobody can use it before its key is handed over. */
export const whenCertificateIssuedThenPublishHold: Effect<CertificateIssued, RecordHoldPublished, HoldPorts> = {
  name: 'when-certificate-issued-then-publish-hold',
  on: ['CertificateIssued'],
  act: async ({ data }, { lists, clock }) => {
    // On hold since its first fact, the reservation.
    const { number } = await lists.covering(data.serial, 0);
    return { type: 'RecordHoldPublished', data: { crlNumber: number, now: clock.now() } };
  },
};
