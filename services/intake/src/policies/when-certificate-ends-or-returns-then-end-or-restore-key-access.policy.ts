import type { Published } from '@ekey/contracts';
import type { Policy, Recorded } from '@ekey/kernel';
import type { KeyAccessCommand } from '../key-access/key-access.commands';

type Told = Published<
  'issuance.CertificateSuspended.v1' | 'issuance.CertificateReinstated.v1' | 'issuance.CertificateRevoked.v1'
>;

/** One policy for all three: they must reach the key's access in the certificate's own order. */
export const whenCertificateEndsOrReturnsThenEndOrRestoreKeyAccess: Policy<Told, KeyAccessCommand> = {
  name: 'when-certificate-ends-or-returns-then-end-or-restore-key-access',
  from: 'issuance.events',
  on: ['issuance.CertificateSuspended.v1', 'issuance.CertificateReinstated.v1', 'issuance.CertificateRevoked.v1'],
  react: (fact) => [{ id: fact.data.serial, command: commandFor(fact) }],
};

function commandFor({ type, data, meta }: Recorded<Told>): KeyAccessCommand {
  const now = meta.recordedAt;
  if (type === 'issuance.CertificateReinstated.v1') return { type: 'RestoreKeyAccess', data: { now } };
  const ground = type === 'issuance.CertificateRevoked.v1' ? 'revoked' : 'suspended';
  return { type: 'EndKeyAccess', data: { serial: data.serial, ground, now } };
}
