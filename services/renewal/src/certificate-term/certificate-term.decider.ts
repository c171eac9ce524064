import type { Decider } from '@ekey/kernel';
import type { CertificateTermCommand, RecordReminder } from './certificate-term.commands';
import type { CertificateTermEvent } from './certificate-term.events';
import { evolve, initial, type CertificateTermState } from './certificate-term.state';
import { dueReminder } from './reminders';

/** A policy and a clock alone speak to a term; what no longer applies is passed over, and nothing is ever refused. */
function decide(command: CertificateTermCommand, state: CertificateTermState): readonly CertificateTermEvent[] {
  const { standing } = state;
  switch (command.type) {
    case 'SetTerm': {
      const { now, ...term } = command.data;
      return standing === 'unknown' ? [{ type: 'TermSet', data: { ...term, setAt: now } }] : [];
    }
    case 'BeginTerm':
      return standing === 'set' ? [{ type: 'TermBegun', data: { begunAt: command.data.now } }] : [];
    case 'SuspendTerm':
      return standing === 'running' ? [{ type: 'TermSuspended', data: { suspendedAt: command.data.now } }] : [];
    case 'ResumeTerm':
      return standing === 'suspended' ? [{ type: 'TermResumed', data: { resumedAt: command.data.now } }] : [];
    case 'EndTerm': {
      // The encryption certificate of a key has no term here, so that nobody is reminded twice.
      if (standing === 'unknown' || standing === 'ended') return [];
      const { ground, reason, now } = command.data;
      return [{ type: 'TermEnded', data: { ground, reason, endedAt: now } }];
    }
    case 'RecordReminder':
      return remind(command.data, state);
  }
}

function remind({ now }: RecordReminder['data'], state: CertificateTermState): readonly CertificateTermEvent[] {
  if (state.standing !== 'running') return [];
  const { serial, caseId, uscc, notAfter, reminded } = state;
  const days = dueReminder(notAfter, reminded, now);
  if (days === null) return [];
  const data = { serial, caseId, uscc, daysBefore: days, notAfter, recordedAt: now };
  return [{ type: 'ReminderFellDue', data }];
}

/** How long a key lasts, told by its signing certificate, and of which reminders its enterprise was told. */
export const certificateTerm: Decider<CertificateTermCommand, CertificateTermState, CertificateTermEvent, never> = {
  category: 'renewal.CertificateTerm',
  initial,
  decide,
  evolve,
};
