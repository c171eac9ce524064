import type { EventStore } from '@ekey/event-store';
import type { Messaging } from '@ekey/messaging';
import { logTopic, type KafkaMessaging, type TopicGroup } from '@ekey/messaging/kafka';
import { groupsOf, logInNewestVersion, publisherReactor, readThrough, type ServiceDefinition } from '@ekey/platform';

/** What a relay would have copied and a publisher published of a log; what is there already is known by its id. */
export async function fillTopics(
  service: ServiceDefinition,
  log: Pick<EventStore, 'readAll'>,
  messaging: KafkaMessaging,
): Promise<void> {
  await messaging.relay(service.name).copyAll(log);
  const known = await idsIn(`${service.name}.events`, messaging);
  const publish: Messaging['publish'] = (topic, messages) =>
    messaging.publish(
      topic,
      messages.filter(({ id }) => !known.has(id)),
    );
  const publisher = publisherReactor(service, { publish });
  const raised = logInNewestVersion(log, service);
  if (publisher?.handleAll === undefined) return;
  for await (const facts of readThrough((after, limit) => raised.readAll(after, limit)))
    await publisher.handleAll(facts);
}

/** @returns how many messages the standalone process has published, and those that the topic does not hold. */
export async function missingMessages(
  topic: string,
  from: Pick<Messaging, 'read'>,
  to: Pick<Messaging, 'read'>,
): Promise<{ readonly messages: number; readonly faults: readonly string[] }> {
  const [published, there] = [await idsIn(topic, from), await idsIn(topic, to)];
  const missing = [...published].filter((id) => !there.has(id));
  return { messages: published.size, faults: missing.map((id) => `message ${id} is missing in ${topic}`) };
}

/** Every reactor of every service, with the topic that it reads. */
export const groupsOfAll = (services: readonly ServiceDefinition[]): readonly TopicGroup[] =>
  services.flatMap((service) =>
    groupsOf(service).map(({ name, from }) => ({
      group: name,
      topic: from === 'own' ? logTopic(service.name) : from,
    })),
  );

const AT_ONCE = 1_000;

async function idsIn(topic: string, messaging: Pick<Messaging, 'read'>): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (let after = 0; ;) {
    const page = await messaging.read(topic, after, AT_ONCE);
    const last = page.at(-1);
    if (last === undefined) return ids;
    for (const { message } of page) ids.add(message.id);
    after = last.position;
  }
}
