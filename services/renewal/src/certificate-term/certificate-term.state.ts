import type { CertificateTermEvent } from './certificate-term.events';
import type { ReminderDays } from './reminders';

interface Known {
  /** `set`: the certificate is issued, but not live yet. */
  readonly standing: 'set' | 'running' | 'suspended';
  readonly serial: string;
  readonly caseId: string;
  readonly uscc: string;
  readonly notAfter: string;
  /** The reminder that was recorded last. */
  readonly reminded: ReminderDays | null;
  /** The renewal that is under way. */
  readonly renewalId: string | null;
}

export type CertificateTermState = { readonly standing: 'unknown' | 'ended' } | Known;

/** A renewal may be begun so many days before the end: ours, as other authorities of the country have it. */
export const RENEWAL_WINDOW_DAYS = 90;

export const initial: CertificateTermState = { standing: 'unknown' };

export function evolve(state: CertificateTermState, event: CertificateTermEvent): CertificateTermState {
  switch (event.type) {
    case 'TermSet': {
      const { serial, caseId, uscc, notAfter } = event.data;
      return { standing: 'set', serial, caseId, uscc, notAfter, reminded: null, renewalId: null };
    }
    case 'TermBegun':
    case 'TermResumed':
      return known(state, { standing: 'running' });
    case 'TermSuspended':
      return known(state, { standing: 'suspended' });
    case 'RenewalTakenUp':
      return known(state, { renewalId: event.data.renewalId });
    case 'RenewalGivenUp':
      return known(state, { renewalId: null });
    case 'TermEnded':
    case 'TermRenewed':
      return { standing: 'ended' };
    case 'ReminderFellDue':
      return known(state, { reminded: event.data.daysBefore });
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}

const known = (state: CertificateTermState, change: Partial<Known>): CertificateTermState =>
  'notAfter' in state ? { ...state, ...change } : state;
