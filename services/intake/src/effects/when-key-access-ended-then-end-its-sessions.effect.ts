import type { Effect } from '@ekey/kernel';
import type { KeyAccessCommand } from '../key-access/key-access.commands';
import type { KeyAccessEnded } from '../key-access/key-access.events';

export interface KeySessionPorts {
  /** Ends every session that was opened with this key, in whatever process. */
  readonly endSessionsOf: (serial: string) => Promise<void>;
}

/** Sessions are no facts: what comes of it is recorded nowhere, and done again it does no harm. */
export const whenKeyAccessEndedThenEndItsSessions: Effect<KeyAccessEnded, KeyAccessCommand, KeySessionPorts> = {
  name: 'when-key-access-ended-then-end-its-sessions',
  on: ['KeyAccessEnded'],
  act: async ({ data }, { endSessionsOf }) => {
    await endSessionsOf(data.serial);
    return null;
  },
};
