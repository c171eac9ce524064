import type { AsStored, Policy } from '@ekey/kernel';
import type { ActivateCertificate } from '../certificate/certificate.commands';
import type { KeyOrderEvent, personalData } from '../key-order/key-order.events';

type Collected = Extract<AsStored<KeyOrderEvent, typeof personalData>, { type: 'KeyCollected' }>;

/** From the hand-over on the certificates are worth something, and not before. */
export const whenKeyCollectedThenActivateCertificates: Policy<Collected, ActivateCertificate> = {
  name: 'when-key-collected-then-activate-certificates',
  from: 'own',
  on: ['KeyCollected'],
  react: ({ data, meta }) =>
    [data.certificates.signing, data.certificates.encryption].map((serial) => ({
      id: serial,
      command: { type: 'ActivateCertificate', data: { now: meta.recordedAt } },
    })),
};
