import type { Published } from '@ekey/contracts';
import { streamIdOf, viewPart, type Recorded, type View } from '@ekey/kernel';
import type { CertificateTermEvent } from '../certificate-term/certificate-term.events';
import type { StoredRenewalFact } from '../renewal/renewal.events';
import { daysBefore, nextReminder, type ReminderDays } from '../certificate-term/reminders';

type Collected = Published<'issuance.KeyCollected.v1'>;
export type TermStanding = 'set' | 'running' | 'suspended' | 'ended';

interface Term {
  readonly caseId: string;
  readonly uscc: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly standing: TermStanding;
  readonly reminded: { readonly daysBefore: ReminderDays; readonly at: string } | null;
}

/** The key that holds the certificate, and whose counter handed it over. */
interface Key {
  readonly tokenSerial: string;
  readonly agencyId: string;
}

export interface ShownTerm extends Term {
  readonly serial: string;
  readonly tokenSerial: string | null;
  readonly agencyId: string | null;
  /** While it runs and a reminder is left. */
  readonly nextReminder: { readonly daysBefore: ReminderDays; readonly dueAt: string } | null;
}

function project(term: Term | null, { type, data }: Recorded<CertificateTermEvent>): Term | null {
  if (type === 'TermSet') {
    const { caseId, uscc, notBefore, notAfter } = data;
    return { caseId, uscc, notBefore, notAfter, standing: 'set', reminded: null };
  }
  if (term === null) return null;
  switch (type) {
    case 'TermBegun':
    case 'TermResumed':
      return { ...term, standing: 'running' };
    case 'TermSuspended':
      return { ...term, standing: 'suspended' };
    case 'TermEnded':
    case 'TermRenewed':
      return { ...term, standing: 'ended' };
    case 'RenewalTakenUp':
    case 'RenewalGivenUp':
      return term;
    case 'ReminderFellDue':
      return { ...term, reminded: { daysBefore: data.daysBefore, at: data.recordedAt } };
  }
}

function reminderAhead({ standing, notAfter, reminded }: Term): ShownTerm['nextReminder'] {
  const days = standing === 'running' ? nextReminder(reminded?.daysBefore ?? null) : null;
  return days === null ? null : { daysBefore: days, dueAt: daysBefore(notAfter, days) };
}

interface Parts {
  readonly term: Term;
  readonly key: Key;
  /** Where the certificate came into the key by a renewal. */
  readonly renewed: Key;
}

/** Which keys come to their end, and who is to be reminded next? */
export const termsEnding: View<Parts, ShownTerm> = {
  name: 'terms-ending',
  version: 2,
  parts: {
    term: viewPart<Term, CertificateTermEvent>({
      from: 'own',
      category: 'renewal.CertificateTerm',
      on: ['TermSet', 'TermBegun', 'TermSuspended', 'TermResumed', 'TermEnded', 'TermRenewed', 'ReminderFellDue'],
      key: ({ meta }) => streamIdOf(meta.stream),
      project,
    }),
    key: viewPart<Key, Collected>({
      from: 'issuance.events',
      category: 'issuance.KeyOrder',
      on: ['issuance.KeyCollected.v1'],
      key: ({ data }) => data.certificates.signing,
      project: (_key, { data: { tokenSerial, agencyId } }) => ({ tokenSerial, agencyId }),
    }),
    renewed: viewPart<Key, StoredRenewalFact<'NewKeyProved'>>({
      from: 'own',
      category: 'renewal.Renewal',
      on: ['NewKeyProved'],
      key: ({ data }) => data.certificates.signing,
      project: (_key, { data: { tokenSerial, agencyId } }) => ({ tokenSerial, agencyId }),
    }),
  },
  answer: ({ term, key, renewed }, serial) => {
    if (term === undefined) return null;
    const { tokenSerial = null, agencyId = null } = key ?? renewed ?? {};
    return { serial, ...term, tokenSerial, agencyId, nextReminder: reminderAhead(term) };
  },
  indexes: {
    standing: ({ standing }) => standing,
    agencyId: ({ agencyId }) => agencyId,
    notAfter: ({ notAfter }) => notAfter,
    reminderDueAt: ({ nextReminder: ahead }) => ahead?.dueAt ?? null,
  },
};
