import type { Published } from '@ekey/contracts';
import type { Policy, Recorded } from '@ekey/kernel';
import type { CompleteRenewal, OrphanAttempt, OrphanWhatIsLeft } from '../renewal-order/renewal-order.commands';

type Moved = Published<
  'renewal.CertificateRenewed.v1' | 'renewal.RenewalAttemptAbandoned.v1' | 'renewal.RenewalEnded.v1'
>;
type Command = CompleteRenewal | OrphanAttempt | OrphanWhatIsLeft;

/** One policy for all three: they must reach the order as the renewal told them. */
export const whenRenewalMovesThenCompleteOrOrphan: Policy<Moved, Command> = {
  name: 'when-renewal-moves-then-complete-or-orphan',
  from: 'renewal.events',
  on: ['renewal.CertificateRenewed.v1', 'renewal.RenewalAttemptAbandoned.v1', 'renewal.RenewalEnded.v1'],
  react: (fact) => [{ id: fact.data.caseId, command: commandFor(fact) }],
};

function commandFor({ type, data, meta }: Recorded<Moved>): Command {
  const now = meta.recordedAt;
  switch (type) {
    case 'renewal.RenewalAttemptAbandoned.v1':
      return { type: 'OrphanAttempt', data: { attempt: data.attempt, now } };
    case 'renewal.RenewalEnded.v1':
      return { type: 'OrphanWhatIsLeft', data: { now } };
    case 'renewal.CertificateRenewed.v1': {
      const { attempt, certificates, oldCertificates } = data;
      return { type: 'CompleteRenewal', data: { attempt, certificates, oldCertificates, now } };
    }
  }
}
