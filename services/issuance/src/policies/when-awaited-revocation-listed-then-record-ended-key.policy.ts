import type { Policy } from '@ekey/kernel';
import type { RecordEndedKey } from '../replacement/replacement.commands';
import type { AwaitedRevocationListed } from '../revocation/revocation.events';

/** The case that waits for the end of this key is told of it. */
export const whenAwaitedRevocationListedThenRecordEndedKey: Policy<AwaitedRevocationListed, RecordEndedKey> = {
  name: 'when-awaited-revocation-listed-then-record-ended-key',
  from: 'own',
  on: ['AwaitedRevocationListed'],
  react: ({ data: { replacement, tokenSerial, crlNumber }, meta }) => [
    {
      id: replacement,
      command: { type: 'RecordEndedKey', data: { tokenSerial, crlNumber, now: meta.recordedAt } },
    },
  ],
};
