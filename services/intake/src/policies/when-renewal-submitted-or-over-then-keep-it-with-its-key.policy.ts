import type { Published } from '@ekey/contracts';
import type { Policy, Recorded } from '@ekey/kernel';
import type { ForgetRenewal, NoteRenewal } from '../key-access/key-access.commands';

type Told = Published<'renewal.RenewalSubmitted.v1' | 'renewal.RenewalEnded.v1' | 'renewal.CertificateRenewed.v1'>;

/** One policy for all three: they must reach the key that is renewed in the order of the renewal. */
export const whenRenewalSubmittedOrOverThenKeepItWithItsKey: Policy<Told, NoteRenewal | ForgetRenewal> = {
  name: 'when-renewal-submitted-or-over-then-keep-it-with-its-key',
  from: 'renewal.events',
  on: ['renewal.RenewalSubmitted.v1', 'renewal.RenewalEnded.v1', 'renewal.CertificateRenewed.v1'],
  react: (fact) => [commandFor(fact)],
};

function commandFor({ type, data, meta }: Recorded<Told>): { id: string; command: NoteRenewal | ForgetRenewal } {
  const { caseId: renewalId } = data;
  const now = meta.recordedAt;
  if (type === 'renewal.RenewalSubmitted.v1') {
    const { serial, submittedAt, notAfter } = data;
    return { id: serial, command: { type: 'NoteRenewal', data: { renewalId, submittedAt, notAfter, now } } };
  }
  const serial = type === 'renewal.RenewalEnded.v1' ? data.serial : data.oldCertificates.signing;
  return { id: serial, command: { type: 'ForgetRenewal', data: { renewalId, now } } };
}
