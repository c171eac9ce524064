import type { Policy } from '@ekey/kernel';
import type { StoredRenewalFact } from '../renewal/renewal.events';
import type { NoteRenewal } from '../renewed-token/renewed-token.commands';

export const whenRenewalStartedThenNoteItWithItsToken: Policy<StoredRenewalFact<'RenewalStarted'>, NoteRenewal> = {
  name: 'when-renewal-started-then-note-it-with-its-token',
  from: 'own',
  on: ['RenewalStarted'],
  react: ({ data: { caseId: renewalId, tokenSerial }, meta }) => [
    { id: tokenSerial, command: { type: 'NoteRenewal', data: { renewalId, now: meta.recordedAt } } },
  ],
};
