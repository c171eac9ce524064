import type { Connection } from './connection';
import type { Delivered } from './message-record';
import { sharedGroup } from './membership';
import type { Seat } from './seat';
import { TopicMember } from './topic-member';
import type { TopicReader } from './topic-reader';

/** The memberships of a process: one for each service and topic that it reads. */
export class Members {
  private readonly members = new Map<string, TopicMember>();

  constructor(
    private readonly connection: Connection,
    private readonly reader: TopicReader,
  ) {}

  /** @throws MessagingUnavailable naming the topic and the brokers. */
  seat(topic: string, reactor: string, deliveredOf: Delivered): Promise<Seat> {
    const group = sharedGroup(reactor, topic);
    const known = this.members.get(`${group} ${topic}`);
    const isUsable = known?.hasEnded === false;
    const member = isUsable ? known : new TopicMember(this.connection, this.reader, topic, group, deliveredOf);
    this.members.set(`${group} ${topic}`, member);
    return member.seat(reactor);
  }
}
