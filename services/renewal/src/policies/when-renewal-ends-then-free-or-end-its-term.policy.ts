import type { Policy, Recorded } from '@ekey/kernel';
import type { GiveUpRenewal, RenewTerm } from '../certificate-term/certificate-term.commands';
import type { StoredRenewalFact } from '../renewal/renewal.events';

type Over = StoredRenewalFact<'NewKeyProved' | 'RenewalEnded'>;

/** A success ends the term at once, so that nobody is reminded any more; any other end lets another renewal begin. */
export const whenRenewalEndsThenFreeOrEndItsTerm: Policy<Over, GiveUpRenewal | RenewTerm> = {
  name: 'when-renewal-ends-then-free-or-end-its-term',
  from: 'own',
  on: ['NewKeyProved', 'RenewalEnded'],
  react: (fact) => [{ id: fact.data.serial, command: commandFor(fact) }],
};

function commandFor({ type, data, meta }: Recorded<Over>): GiveUpRenewal | RenewTerm {
  const { caseId: renewalId } = data;
  const now = meta.recordedAt;
  if (type === 'RenewalEnded') return { type: 'GiveUpRenewal', data: { renewalId, now } };
  return { type: 'RenewTerm', data: { renewalId, newSerial: data.certificates.signing, now } };
}
