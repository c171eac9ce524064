import { readFirstAdministrator, type PublishedMessage, type World } from '@ekey/journeys';
import { openKafkaMessaging, type KafkaMessaging } from '@ekey/messaging/kafka';
import { keysFromPrimes } from '@ekey/soft-token';
import { Fleet, type FleetOptions } from './fleet';
import { Maildir } from './maildir';

/** A Monday, ten in the morning in Shanghai: weeks without holidays lie ahead. */
export const MONDAY = '2026-03-09T02:00:00.000Z';

export interface FleetWorld extends World {
  readonly fleet: Fleet;
  readonly mailbox: Maildir;
}

/** A fresh fleet as a place for journeys. */
export async function fleetWorld(options: Omit<FleetOptions, 'begin'>): Promise<FleetWorld> {
  const fleet = await Fleet.start({ ...options, begin: MONDAY });
  const messaging = openKafkaMessaging(fleet.broker);
  return {
    url: fleet.url,
    now: () => fleet.now(),
    letPass: (by) => fleet.letPass(by),
    settled: () => fleet.settled(),
    firstAdministrator: readFirstAdministrator(await fleet.firstLogIn()),
    keys: keysFromPrimes(),
    mailbox: new Maildir(options.engines.smtp.maildir, fleet.url),
    published: (service) => readThrough(messaging, `${service}.events`),
    end: async () => {
      await messaging.close();
      await fleet.stop();
    },
    fleet,
  };
}

const PAGE = 1_000;

/** Everything that stands in a topic now. */
async function readThrough(messaging: KafkaMessaging, topic: string): Promise<readonly PublishedMessage[]> {
  const messages: PublishedMessage[] = [];
  for (let after = 0, more = true; more;) {
    const page = await messaging.read(topic, after, PAGE);
    messages.push(...page.map(({ message }) => message));
    more = page.length > 0;
    after = page.at(-1)?.position ?? after;
  }
  return messages;
}
