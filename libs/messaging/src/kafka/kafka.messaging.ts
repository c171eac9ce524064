import { BrokenRecord, type Checkpoints } from '@ekey/event-store';
import { refuseInvalid } from '../cloud-event';
import { MessagingUnavailable } from '../messaging-unavailable';
import type { CloudEvent, Messaging } from '../messaging.port';
import { Connection, type KafkaOptions } from './connection';
import { GroupFeed } from './group.feed';
import { beginBehindEverything, refuseAtWork, type TopicGroup } from './group-places';
import { Members } from './members';
import { deliveredOf, messageOf, recordOf, streamOfBroken, type ArrivedRecord } from './message-record';
import { ParkedTopic } from './parked-topic';
import { positionOf } from './position';
import { Publishing } from './publishing';
import { logTopic, Relay, relayTopic } from './relay';
import { TopicReader } from './topic-reader';

/** Connects when it is first asked for something, so that services may start before their broker. */
export const openKafkaMessaging = (options: KafkaOptions): KafkaMessaging => new KafkaMessaging(options);

/** Topics of a Kafka cluster. Topics are made beforehand (`prepareTopics`), never by using them. */
export class KafkaMessaging implements Messaging {
  private readonly connection: Connection;
  private readonly publishing: Publishing;
  private readonly reader: TopicReader;
  private readonly members: Members;
  private readonly parked = new Map<string, ParkedTopic>();
  private readonly used = new Set<string>();

  constructor(options: KafkaOptions) {
    this.connection = new Connection(options);
    this.publishing = new Publishing(this.connection);
    this.reader = new TopicReader(this.connection);
    this.members = new Members(this.connection, this.reader);
  }

  /** @throws MessageInvalid; then nothing of them is stored. @throws MessagingUnavailable; then some may be. */
  async publish(topic: string, messages: readonly CloudEvent[]): Promise<void> {
    if (messages.length === 0) return;
    messages.forEach(refuseInvalid);
    this.used.add(topic);
    await this.publishing.send(this.connection.named(topic), messages.map(recordOf));
  }

  feed(topic: string, checkpoints: Checkpoints): GroupFeed {
    const parkedOf = (group: string): ParkedTopic => this.parkedOf(topic, group);
    this.used.add(topic);
    return new GroupFeed(topic, checkpoints, this.reader, this.members, parkedOf, deliveredOf);
  }

  /** Copies the log of a service to where its processes share it out. */
  relay(service: string): Relay {
    for (const topic of [logTopic(service), relayTopic(service)]) this.used.add(topic);
    const parkedOf = (topic: string, group: string): ParkedTopic => this.parkedOf(topic, group);
    return new Relay(service, this.connection, this.publishing, this.reader, this.members, parkedOf);
  }

  async read(
    topic: string,
    afterPosition: number,
    limit: number,
  ): Promise<readonly { position: number; message: CloudEvent }[]> {
    const records = await this.reader.records(topic, afterPosition, limit);
    return records.map((record) => ({ position: positionOf(record), message: readableOf(topic, record) }));
  }

  /**
   * Lets reactors that have not begun yet begin behind everything that their topics hold now: what these tell has been dealt
   * with elsewhere.
   * @throws GroupAtWork; then none was moved.
   */
  beginBehindEverything(reactors: readonly TopicGroup[]): Promise<void> {
    return beginBehindEverything(this.connection, this.reader, reactors);
  }

  /** @throws GroupAtWork naming a group that has members. */
  refuseAtWork(groups: readonly string[]): Promise<void> {
    return refuseAtWork(this.connection, groups);
  }

  /** @throws MessagingUnavailable naming what is not there: the brokers, or topics that are read or written here. */
  async assertReachable(): Promise<void> {
    const there = await this.connection.ask((admin) => admin.listTopics());
    const missing = [...this.used].filter((topic) => !there.includes(this.connection.named(topic)));
    if (missing.length > 0) throw new MessagingUnavailable(missing.join(', '), 'no such topic');
  }

  async close(): Promise<void> {
    await this.publishing.close();
    await this.reader.close();
    await this.connection.close();
  }

  private parkedOf(topic: string, group: string): ParkedTopic {
    const key = `${topic} ${group}`;
    const known = this.parked.get(key) ?? new ParkedTopic(topic, group, this.connection, this.publishing, this.reader);
    this.parked.set(key, known);
    return known;
  }
}

function readableOf(topic: string, record: ArrivedRecord): CloudEvent {
  try {
    return messageOf(record);
  } catch (error) {
    throw new BrokenRecord(streamOfBroken(topic, record), positionOf(record), (error as Error).message);
  }
}
