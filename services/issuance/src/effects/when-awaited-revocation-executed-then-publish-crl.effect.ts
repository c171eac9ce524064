import type { Clock, Effect } from '@ekey/kernel';
import type { RecordListed } from '../revocation/revocation.commands';
import type { AwaitedRevocationExecuted } from '../revocation/revocation.events';
import type { RevocationLists } from './revocation-lists';

export interface ListingPorts {
  readonly lists: Pick<RevocationLists, 'covering'>;
  readonly clock: Clock;
  /** Of the newest fact of a certificate. */
  readonly revisionOf: (serial: string) => Promise<number>;
}

/** Nobody makes the new key before everybody can know that the old one is worth nothing. */
export const whenAwaitedRevocationExecutedThenPublishCrl: Effect<
  AwaitedRevocationExecuted,
  RecordListed,
  ListingPorts
> = {
  name: 'when-awaited-revocation-executed-then-publish-crl',
  on: ['AwaitedRevocationExecuted'],
  act: async ({ data }, { lists, clock, revisionOf }) => {
    let crlNumber = 0;
    for (const serial of data.serials) {
      const { number } = await lists.covering(serial, await revisionOf(serial));
      crlNumber = Math.max(crlNumber, number);
    }
    return { type: 'RecordListed', data: { replacement: data.replacement, crlNumber, now: clock.now() } };
  },
};
