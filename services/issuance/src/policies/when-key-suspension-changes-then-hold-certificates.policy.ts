import { streamIdOf, type Policy } from '@ekey/kernel';
import type { HoldCertificate } from '../certificate/certificate.commands';
import type { KeyReinstated, KeySuspended } from '../revocation/revocation.events';

/** Both certificates of a key are held and freed together; one policy for both ways, so that they arrive in their order. */
export const whenKeySuspensionChangesThenHoldCertificates: Policy<KeySuspended | KeyReinstated, HoldCertificate> = {
  name: 'when-key-suspension-changes-then-hold-certificates',
  from: 'own',
  on: ['KeySuspended', 'KeyReinstated'],
  react: ({ type, data, meta }) => {
    const isSuspended = type === 'KeySuspended';
    const command = isSuspended ? 'SuspendCertificate' : 'ReinstateCertificate';
    const { serials } = isSuspended ? data.key : data;
    const held = { revocationId: streamIdOf(meta.stream), now: meta.recordedAt };
    return serials.map((serial) => ({ id: serial, command: { type: command, data: held } }));
  },
};
