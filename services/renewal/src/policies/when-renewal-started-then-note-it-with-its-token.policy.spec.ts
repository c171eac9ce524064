import { recorded } from '@ekey/kernel/testing';
import type { StoredRenewalFact } from '../renewal/renewal.events';
import { key, now, renewalId, started } from '../testing/renewal.examples';
import { whenRenewalStartedThenNoteItWithItsToken as policy } from './when-renewal-started-then-note-it-with-its-token.policy';

it('when a renewal is started then it is noted with its token', () => {
  const meta = { stream: `renewal.Renewal-${renewalId}`, recordedAt: now };
  expect(policy.react(recorded(started as StoredRenewalFact<'RenewalStarted'>, meta))).toEqual([
    { id: key.tokenSerial, command: { type: 'NoteRenewal', data: { renewalId, now } } },
  ]);
});
