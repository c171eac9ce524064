import type { Connection } from './connection';
import { committedIn } from './group-offsets';
import type { Committed } from './holding';
import type { Delivered } from './message-record';
import { sharedGroup } from './membership';
import type { Seat } from './seat';
import { together } from './together';
import { TopicMember } from './topic-member';
import type { TopicReader } from './topic-reader';

/** The memberships of a process: one for each service and topic that it reads. */
export class Members {
  private readonly members = new Map<string, TopicMember>();
  private readonly questions = new Map<string, () => Promise<ReadonlyMap<number, Committed>>>();

  constructor(
    private readonly connection: Connection,
    private readonly reader: TopicReader,
  ) {}

  /** @throws MessagingUnavailable naming the topic and the brokers. */
  seat(topic: string, reactor: string, deliveredOf: Delivered): Promise<Seat> {
    const { group, key } = membershipOf(reactor, topic);
    const known = this.members.get(key);
    const isUsable = known?.hasEnded === false;
    const member = isUsable ? known : new TopicMember(this.connection, this.reader, topic, group, deliveredOf);
    this.members.set(key, member);
    return member.seat(reactor);
  }

  /** What the group of a reactor has committed; the reactors of a service are mostly asked about together. */
  committed(topic: string, reactor: string): Promise<ReadonlyMap<number, Committed>> {
    const { group, key } = membershipOf(reactor, topic);
    const ask = this.questions.get(key) ?? together(() => committedIn(this.connection, this.reader, { group, topic }));
    this.questions.set(key, ask);
    return ask();
  }
}

/** A group that is nobody's service's may read several topics, each as a member of its own. */
function membershipOf(reactor: string, topic: string): { readonly group: string; readonly key: string } {
  const group = sharedGroup(reactor, topic);
  return { group, key: `${group} ${topic}` };
}
