import type { Published } from '@ekey/contracts';
import type { Policy, Recorded } from '@ekey/kernel';
import type { CertificateTermCommand } from '../certificate-term/certificate-term.commands';

type Moved = Published<
  | 'issuance.CertificateIssued.v1'
  | 'issuance.CertificateActivated.v1'
  | 'issuance.CertificateSuspended.v1'
  | 'issuance.CertificateReinstated.v1'
  | 'issuance.CertificateRevoked.v1'
>;

/**
 * One policy for all of them: what becomes of a certificate must reach its term in the certificate's own order. Only the
 * issue tells the use, so an encryption certificate is spoken to later, but never gets a term.
 */
export const whenCertificateMovesThenKeepItsTerm: Policy<Moved, CertificateTermCommand> = {
  name: 'when-certificate-moves-then-keep-its-term',
  from: 'issuance.events',
  on: [
    'issuance.CertificateIssued.v1',
    'issuance.CertificateActivated.v1',
    'issuance.CertificateSuspended.v1',
    'issuance.CertificateReinstated.v1',
    'issuance.CertificateRevoked.v1',
  ],
  react: (fact) => {
    const command = commandFor(fact);
    return command === null ? [] : [{ id: fact.data.serial, command }];
  },
};

function commandFor({ type, data, meta }: Recorded<Moved>): CertificateTermCommand | null {
  const now = meta.recordedAt;
  switch (type) {
    case 'issuance.CertificateIssued.v1': {
      const { serial, caseId, uscc, use, notBefore, notAfter } = data;
      return use === 'signing' ? { type: 'SetTerm', data: { serial, caseId, uscc, notBefore, notAfter, now } } : null;
    }
    case 'issuance.CertificateActivated.v1':
      return { type: 'BeginTerm', data: { now } };
    case 'issuance.CertificateSuspended.v1':
      return { type: 'SuspendTerm', data: { now } };
    case 'issuance.CertificateReinstated.v1':
      return { type: 'ResumeTerm', data: { now } };
    case 'issuance.CertificateRevoked.v1':
      return { type: 'EndTerm', data: { ground: 'revoked', reason: data.reason, now } };
  }
}
