import type { Decider } from '@ekey/kernel';
import type { EndKeyAccess, KeyAccessCommand, NoteRenewal } from './key-access.commands';
import type { KeyAccessEvent } from './key-access.events';
import { evolve, initial, type KeyAccessState } from './key-access.state';

/** Told by policies alone; what is so already is passed over, and nothing is ever refused. */
function decide(command: KeyAccessCommand, state: KeyAccessState): readonly KeyAccessEvent[] {
  switch (command.type) {
    case 'EndKeyAccess':
      return end(command.data, state);
    case 'RestoreKeyAccess':
      return state.standing === 'suspended'
        ? [{ type: 'KeyAccessRestored', data: { restoredAt: command.data.now } }]
        : [];
    case 'NoteRenewal':
      return note(command.data, state);
    case 'ForgetRenewal': {
      const { renewalId, now } = command.data;
      return state.renewals.includes(renewalId) ? [{ type: 'RenewalOver', data: { renewalId, overAt: now } }] : [];
    }
  }
}

/** A revocation ends what was only suspended; nothing suspends what has ended. */
function end({ serial, ground, now }: EndKeyAccess['data'], { standing }: KeyAccessState): readonly KeyAccessEvent[] {
  if (standing === 'ended' || (standing === 'suspended' && ground === 'suspended')) return [];
  return [{ type: 'KeyAccessEnded', data: { serial, ground, endedAt: now } }];
}

/** What comes back corrected after the end was noted when it came first; what comes first after the end comes too late. */
function note(
  { renewalId, submittedAt, notAfter, now }: NoteRenewal['data'],
  { renewals }: KeyAccessState,
): readonly KeyAccessEvent[] {
  if (renewals.includes(renewalId) || submittedAt > notAfter) return [];
  return [{ type: 'RenewalNoted', data: { renewalId, notedAt: now } }];
}

/** Whether a key, by the serial number of its signing certificate, lets its holder in; what it is worth only issuance knows. */
export const keyAccess: Decider<KeyAccessCommand, KeyAccessState, KeyAccessEvent, never> = {
  category: 'intake.KeyAccess',
  initial,
  decide,
  evolve,
};
