import {
  LogSetBack,
  type Batch,
  type Checkpoints,
  type EventStore,
  type Feed,
  type ParkedFacts,
  type Reactor,
} from '@ekey/event-store';
import type { Recorded } from '@ekey/kernel';
import { MessagingUnavailable } from '../messaging-unavailable';
import type { Connection } from './connection';
import { GroupFeed } from './group.feed';
import { Leadership } from './leadership';
import { copiedOf, loggedOf, logRecordOf, type Copied } from './log-record';
import type { Members } from './members';
import { ParkedTopic } from './parked-topic';
import type { Place } from './position';
import type { Publishing } from './publishing';
import { together } from './together';
import type { TopicReader } from './topic-reader';

/** Where a service's log goes to be shared out among its processes. */
export const logTopic = (service: string): string => `${service}.log`;
/** Says which of its processes copies it there: of one partition, and empty. */
export const relayTopic = (service: string): string => `${service}.relay`;

const AT_ONCE = 1_000;

/** A service's log on its way to those who react to it. */
export interface RelayedLog {
  /** For the service's reactors, in as many processes as there are. */
  readonly log: Feed;
  /** Copies the log; begun in every process, at work in one of them. */
  readonly relay: { readonly feed: Feed; readonly reactor: Reactor };
}

/**
 * Copies a service's log from its store to a topic, sealed as stored, so that Kafka can share it out. How far that has got
 * stands in the topic itself: each record says up to where everything before it was copied, so whoever takes over goes on
 * from there. What was on its way then is copied twice, and known by whoever meets it again.
 */
export class Relay {
  private readonly topic: string;
  /** Up to where everything is copied, as the records that are written now may say. */
  private complete = 0;
  /** The offset in each partition below which nothing can be written any more, unless it was made anew. */
  private held = new Map<number, number>();

  constructor(
    private readonly service: string,
    private readonly connection: Connection,
    private readonly publishing: Publishing,
    private readonly reader: TopicReader,
    private readonly members: Members,
    private readonly parkedOf: (topic: string, group: string) => ParkedTopic,
  ) {
    this.topic = logTopic(service);
  }

  /** To be given to the store whose feed is relayed: its position is that in the topic. */
  readonly checkpoints: Checkpoints = {
    checkpoint: async () => Math.max(0, ...(await this.ends()).map(({ complete }) => complete)),
    saveCheckpoint: async () => undefined,
  };

  /** @param checkpoints of the reactors that read the copy. */
  over(store: Pick<EventStore, 'feed' | 'head'>, checkpoints: Checkpoints): RelayedLog {
    const parkedOf = (group: string): ParkedTopic => this.parkedOf(this.topic, group);
    const log = new GroupFeed(this.topic, checkpoints, this.reader, this.members, parkedOf, loggedOf);
    const isCopied = together(async () => {
      const head = await store.head();
      return head === 0 || (await this.ends()).some(({ position, complete }) => Math.max(position, complete) >= head);
    });
    const caughtUp = async (group: string): Promise<boolean> => (await isCopied()) && log.caughtUp(group);
    const following: Feed = {
      newest: (group) => log.newest(group),
      ...{ name: log.name, caughtUp, parking: (group) => log.parking(group), at: (position) => log.at(position) },
      ...{ batches: (group, signal) => log.batches(group, signal), position: (group) => log.position(group) },
    };
    return { log: following, relay: { feed: this.feedOf(store, isCopied), reactor: this.reactor() } };
  }

  /**
   * Copies what the log holds and the topic does not, while no process of the service is at work. Each batch ends with a
   * record that says that all before it is there, so that whoever relays afterwards copies nothing of it again.
   */
  async copyAll(store: Pick<EventStore, 'readAll'>): Promise<void> {
    const topic = this.connection.named(this.topic);
    for (let complete = await this.checkpoints.checkpoint(this.service); ;) {
      const facts = await store.readAll(complete, AT_ONCE);
      const last = facts.at(-1);
      if (last === undefined) return;
      const before = facts.slice(0, -1).map((fact) => logRecordOf(fact, complete));
      await this.publishing.send(topic, before);
      complete = last.meta.position;
      await this.publishing.send(topic, [logRecordOf(last, complete)]);
    }
  }

  private feedOf(store: Pick<EventStore, 'feed' | 'head'>, isCopied: () => Promise<boolean>): Feed {
    const { feed: source } = store;
    const parked = new ParkedTopic(relayTopic(this.service), 'relay', this.connection, this.publishing, this.reader);
    return {
      name: source.name,
      position: () => this.checkpoints.checkpoint(this.service),
      caughtUp: isCopied,
      parking: (): ParkedFacts => parked,
      refuseSetBack: () => this.refuseShorter(store),
      batches: (group, signal) => this.batches(source, parked, group, signal),
      ...(source.at === undefined ? {} : { at: (position) => source.at!(position) }),
    };
  }

  /** What is stored from here on would have the places of facts that were copied before, and never be copied itself. */
  private async refuseShorter(store: Pick<EventStore, 'head'>): Promise<void> {
    const told = (await this.ends()).flatMap(({ position, complete }) => [position, complete]);
    const [copied, head] = [Math.max(0, ...told), await store.head()];
    if (copied > head)
      throw new LogSetBack(`${this.topic} holds facts up to ${copied}, and the log they are of ends at ${head}`);
  }

  private async *batches(source: Feed, parked: ParkedTopic, group: string, signal: AbortSignal): AsyncIterable<Batch> {
    const leadership = new Leadership(this.connection, relayTopic(this.service), group);
    for await (const term of leadership.terms(signal)) {
      try {
        await parked.hold([0]);
        // Before it is asked how far the copy has got: what is taken away in between is found out then.
        this.held = new Map((await this.reader.ends(this.topic)).map(({ partition, high }) => [partition, high]));
        this.complete = await this.checkpoints.checkpoint(group);
        yield { facts: [], done: async () => undefined, recall: true };
        for await (const batch of source.batches(group, AbortSignal.any([signal, term]))) {
          yield batch;
          // Whoever asks for the next batch has dealt with this one.
          this.complete = batch.facts.at(-1)?.meta.position ?? this.complete;
        }
      } finally {
        // Whoever relays now has what waits; nobody else is to try it.
        await parked.hold([]);
      }
    }
  }

  private reactor(): Reactor {
    const copy = (facts: readonly Recorded[]): Promise<void> => this.copy(facts);
    return { name: 'relay', handles: () => true, handle: (fact) => copy([fact]), handleAll: copy };
  }

  /**
   * In a topic that was made anew meanwhile what is written would say that all before it is there: it is written once more,
   * saying the contrary, and whoever relays then begins at the beginning.
   */
  private async copy(facts: readonly Recorded[]): Promise<void> {
    const placed = await this.write(facts, this.complete);
    const isShorter = placed.some(({ partition, offset }) => offset < (this.held.get(partition) ?? 0));
    if (isShorter) {
      await this.write(facts, 0);
      throw new MessagingUnavailable(this.topic, 'was made anew: the log is copied from its beginning');
    }
    for (const { partition, offset } of placed) this.held.set(partition, offset + 1);
  }

  private write(facts: readonly Recorded[], complete: number): Promise<readonly Place[]> {
    const records = facts.map((fact) => logRecordOf(fact, complete));
    return this.publishing.send(this.connection.named(this.topic), records);
  }

  /** What the newest record of each partition says. */
  private async ends(): Promise<readonly Copied[]> {
    const newest = await this.reader.newest(this.topic);
    return newest.flatMap((record) => copiedOf(record) ?? []);
  }
}
