import { reject, type Decider, type Decision } from '@ekey/kernel';
import type { CertificateTermCommand, RecordReminder, TakeUpRenewal } from './certificate-term.commands';
import type { CertificateTermEvent } from './certificate-term.events';
import { evolve, initial, RENEWAL_WINDOW_DAYS, type CertificateTermState } from './certificate-term.state';
import { daysBefore, dueReminder } from './reminders';

export type CertificateTermRejection =
  'TermUnknown' | 'CertificateNotLive' | 'CertificateEnded' | 'RenewalNotYetOpen' | 'AnotherRenewalUnderWay';

/** But for the holder, a policy and a clock alone speak to a term; what no longer applies is passed over. */
function decide(
  command: CertificateTermCommand,
  state: CertificateTermState,
): Decision<CertificateTermEvent, CertificateTermRejection> {
  const { standing } = state;
  switch (command.type) {
    case 'SetTerm': {
      const { now, ...term } = command.data;
      return standing === 'unknown' ? [{ type: 'TermSet', data: { ...term, setAt: now } }] : [];
    }
    case 'BeginTerm':
      return standing === 'set' ? [{ type: 'TermBegun', data: { begunAt: command.data.now } }] : [];
    case 'SuspendTerm':
      // A key may be suspended before its certificate goes live; that is then told by the reinstatement alone.
      return standing === 'set' || standing === 'running'
        ? [{ type: 'TermSuspended', data: { suspendedAt: command.data.now } }]
        : [];
    case 'ResumeTerm':
      return standing === 'suspended' ? [{ type: 'TermResumed', data: { resumedAt: command.data.now } }] : [];
    case 'EndTerm': {
      // The encryption certificate of a key has no term here, so that nobody is reminded twice.
      if (!('renewalId' in state)) return [];
      const { renewalId } = state;
      const { ground, reason, now } = command.data;
      return [{ type: 'TermEnded', data: { ground, reason, ...(renewalId && { renewalId }), endedAt: now } }];
    }
    case 'RecordReminder':
      return remind(command.data, state);
    case 'TakeUpRenewal':
      return takeUp(command.data, state);
    case 'GiveUpRenewal': {
      const { renewalId, now } = command.data;
      if (!('renewalId' in state) || state.renewalId !== renewalId) return [];
      return [{ type: 'RenewalGivenUp', data: { renewalId, givenUpAt: now } }];
    }
    case 'RenewTerm': {
      const { now, ...renewed } = command.data;
      if (standing === 'unknown' || standing === 'ended') return [];
      return [{ type: 'TermRenewed', data: { ...renewed, renewedAt: now } }];
    }
  }
}

/** One renewal at a time; the same may be taken up again, where its beginning was broken off. */
function takeUp(
  { renewalId, now }: TakeUpRenewal['data'],
  state: CertificateTermState,
): Decision<CertificateTermEvent, CertificateTermRejection> {
  if (state.standing === 'unknown') return reject('TermUnknown');
  if (state.standing !== 'running') return reject('CertificateNotLive');
  if (state.renewalId === renewalId) return [];
  if (state.renewalId !== null) return reject('AnotherRenewalUnderWay', { renewalId: state.renewalId });
  if (now > state.notAfter) return reject('CertificateEnded');
  const opensAt = daysBefore(state.notAfter, RENEWAL_WINDOW_DAYS);
  if (now < opensAt) return reject('RenewalNotYetOpen', { opensAt });
  return [{ type: 'RenewalTakenUp', data: { renewalId, takenUpAt: now } }];
}

function remind(
  { tokenSerial, now }: RecordReminder['data'],
  state: CertificateTermState,
): readonly CertificateTermEvent[] {
  if (state.standing !== 'running') return [];
  const { serial, caseId, uscc, notAfter, reminded } = state;
  const days = dueReminder(notAfter, reminded, now);
  if (days === null) return [];
  const key = tokenSerial === null ? {} : { tokenSerial };
  const data = { serial, caseId, uscc, ...key, daysBefore: days, notAfter, recordedAt: now };
  return [{ type: 'ReminderFellDue', data }];
}

/** How long a key lasts, told by its signing certificate, and of which reminders its enterprise was told. */
export const certificateTerm: Decider<
  CertificateTermCommand,
  CertificateTermState,
  CertificateTermEvent,
  CertificateTermRejection
> = {
  category: 'renewal.CertificateTerm',
  initial,
  decide,
  evolve,
};
