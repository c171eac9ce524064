import { streamIdOf, type Policy } from '@ekey/kernel';
import type { RevokeCertificate } from '../certificate/certificate.commands';
import type { RevocationOrdered } from '../revocation/revocation.events';

export const whenRevocationOrderedThenRevokeCertificates: Policy<RevocationOrdered, RevokeCertificate> = {
  name: 'when-revocation-ordered-then-revoke-certificates',
  from: 'own',
  on: ['RevocationOrdered'],
  react: ({ data, meta }) =>
    data.serials.map((serial) => ({
      id: serial,
      command: {
        type: 'RevokeCertificate',
        data: { serial, reason: data.reason, revocationId: streamIdOf(meta.stream), now: meta.recordedAt },
      },
    })),
};
