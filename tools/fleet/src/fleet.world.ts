import { readFirstAdministrator, type World } from '@ekey/journeys';
import { keysAhead } from '@ekey/soft-token';
import { Fleet, type FleetOptions } from './fleet';
import { Maildir } from './maildir';

/** A Monday, ten in the morning in Shanghai: weeks without holidays lie ahead. */
export const MONDAY = '2026-03-09T02:00:00.000Z';

export interface FleetWorld extends World {
  readonly fleet: Fleet;
  readonly mailbox: Maildir;
}

/** A fresh fleet as a place for journeys. @param tokens how many will be made, with two keys each: they are made ahead. */
export async function fleetWorld(options: Omit<FleetOptions, 'begin'>, tokens = 0): Promise<FleetWorld> {
  const keys = keysAhead(2 * tokens);
  const fleet = await Fleet.start({ ...options, begin: MONDAY });
  return {
    url: fleet.url,
    now: () => fleet.now(),
    letPass: (by) => fleet.letPass(by),
    firstAdministrator: readFirstAdministrator(await fleet.firstLogIn()),
    keys,
    mailbox: new Maildir(options.engines.smtp.maildir, fleet.url),
    end: () => fleet.stop(),
    fleet,
  };
}
