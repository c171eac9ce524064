import type { Decider } from '@ekey/kernel';
import type { EndKeyAccess, KeyAccessCommand } from './key-access.commands';
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
  }
}

/** A revocation ends what was only suspended; nothing suspends what has ended. */
function end({ serial, ground, now }: EndKeyAccess['data'], { standing }: KeyAccessState): readonly KeyAccessEvent[] {
  if (standing === 'ended' || (standing === 'suspended' && ground === 'suspended')) return [];
  return [{ type: 'KeyAccessEnded', data: { serial, ground, endedAt: now } }];
}

/** Whether a key, by the serial number of its signing certificate, lets its holder in; what it is worth only issuance knows. */
export const keyAccess: Decider<KeyAccessCommand, KeyAccessState, KeyAccessEvent, never> = {
  category: 'intake.KeyAccess',
  initial,
  decide,
  evolve,
};
