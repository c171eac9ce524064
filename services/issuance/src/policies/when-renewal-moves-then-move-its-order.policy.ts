import type { Published } from '@ekey/contracts';
import type { Policy, Recorded } from '@ekey/kernel';
import type {
  CompleteRenewal,
  OrphanAttempt,
  OrphanWhatIsLeft,
  TakeRequest,
} from '../renewal-order/renewal-order.commands';

type Moved = Published<
  | 'renewal.RenewalCertificateRequested.v1'
  | 'renewal.CertificateRenewed.v1'
  | 'renewal.RenewalAttemptAbandoned.v1'
  | 'renewal.RenewalEnded.v1'
>;
type Command = TakeRequest | CompleteRenewal | OrphanAttempt | OrphanWhatIsLeft;

/**
 * One policy for all four, for they must reach the order as the renewal told them: the end of an attempt is told in one
 * breath with the request that begins the next, and policies overtake each other.
 */
export const whenRenewalMovesThenMoveItsOrder: Policy<Moved, Command> = {
  name: 'when-renewal-moves-then-move-its-order',
  from: 'renewal.events',
  on: [
    'renewal.RenewalCertificateRequested.v1',
    'renewal.CertificateRenewed.v1',
    'renewal.RenewalAttemptAbandoned.v1',
    'renewal.RenewalEnded.v1',
  ],
  react: (fact) => [{ id: fact.data.caseId, command: commandFor(fact) }],
};

function commandFor({ type, data, meta }: Recorded<Moved>): Command {
  const now = meta.recordedAt;
  switch (type) {
    case 'renewal.RenewalCertificateRequested.v1': {
      const { caseId, attempt, use, uscc, nameCn, tokenSerial, spki, spkiSha256, formDocumentId, oldNotAfter } = data;
      const request = { caseId, attempt, use, uscc, nameCn, tokenSerial, spki, spkiSha256 };
      return { type: 'TakeRequest', data: { ...request, formDocumentId, oldNotAfter, now } };
    }
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
