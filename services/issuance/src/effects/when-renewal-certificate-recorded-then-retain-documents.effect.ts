import { streamIdOf, type Effect } from '@ekey/kernel';
import type { RenewalOrderCommand } from '../renewal-order/renewal-order.commands';
import type { RenewalCertificateRecorded } from '../renewal-order/renewal-order.events';
import { retained } from './retained';
import type { RetainingPorts } from './when-certificates-end-known-then-retain-documents.effect';

/**
 * From the first certificate on the papers of a renewal are evidence, whether the key was proved or its attempt lost. The
 * end is known at once, so that no hold is needed before; a later certificate's end only puts the date off.
 */
export const whenRenewalCertificateRecordedThenRetainDocuments: Effect<
  RenewalCertificateRecorded,
  RenewalOrderCommand,
  RetainingPorts
> = {
  name: 'when-renewal-certificate-recorded-then-retain-documents',
  on: ['RenewalCertificateRecorded'],
  act: async ({ data, meta }, { documents }) => {
    await retained(documents, streamIdOf(meta.stream), data.notAfter);
    return null;
  },
};
