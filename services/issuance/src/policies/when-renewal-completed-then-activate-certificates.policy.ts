import type { Policy } from '@ekey/kernel';
import type { ActivateCertificate } from '../certificate/certificate.commands';
import type { RenewalCompleted } from '../renewal-order/renewal-order.events';

/** From the proof of the new key on its certificates are worth something, and not before. */
export const whenRenewalCompletedThenActivateCertificates: Policy<RenewalCompleted, ActivateCertificate> = {
  name: 'when-renewal-completed-then-activate-certificates',
  from: 'own',
  on: ['RenewalCompleted'],
  react: ({ data: { certificates }, meta }) =>
    [certificates.signing, certificates.encryption].map((serial) => ({
      id: serial,
      command: { type: 'ActivateCertificate', data: { now: meta.recordedAt } },
    })),
};
