import { derivedId, factId } from '@ekey/event-store';
import {
  isRejection,
  streamIdOf,
  streamName,
  type Command,
  type Decision,
  type Fact,
  type Recorded,
} from '@ekey/kernel';
import { answerOf } from '@ekey/kernel/testing';
import type { AnyDecider, ServiceDefinition } from '@ekey/platform';
import type { Consumer, Sending, StandIns } from './consumers';
import { Plan } from './plan';
import { sealed } from './sealed-fact';

/** A policy's or an effect's command was refused: in the running service its case would be parked. */
export class Parked extends Error {}

/** One stream: its facts as subscriptions deliver them, and what its decider knows, opened. Never changed in place. */
interface Stream {
  readonly facts: readonly Recorded[];
  readonly state: unknown;
  readonly commandIds: readonly string[];
}

const emptyStream = ({ initial }: AnyDecider): Stream => ({ facts: [], state: initial, commandIds: [] });

/** What waits for one consumer of one stream or case: it is dealt with in order. */
interface Lane {
  readonly consumer: Consumer;
  readonly waiting: readonly Recorded[];
}

interface Delivery {
  readonly consumer: Consumer;
  readonly fact: Recorded;
}

/**
 * All services without their stores: a log for each, topics between them, and everything that reacts, fed in the order
 * of each stream and case, but otherwise whenever it suits the test, and as often as it likes.
 */
export class House {
  private readonly streams = new Map<string, Stream>();
  private readonly topics = new Map<string, readonly Recorded[]>();
  private readonly lanes = new Map<string, Lane>();
  private dealtWith: Delivery[] = [];
  private paused: ReadonlySet<Consumer> = new Set();
  private position = 0;
  private calls = 0;

  private constructor(
    private readonly plan: Plan,
    /** ISO 8601, UTC. Only those who live in the house move it. */
    public now: string,
  ) {}

  static of(services: readonly ServiceDefinition[], standIns: StandIns, now: string): House {
    return new House(new Plan(services, standIns), now);
  }

  /** The same house at the same moment, to be lived in differently from here on. */
  fork(): House {
    const fork = new House(this.plan, this.now);
    for (const [name, stream] of this.streams) fork.streams.set(name, stream);
    for (const [name, topic] of this.topics) fork.topics.set(name, topic);
    for (const [name, lane] of this.lanes) fork.lanes.set(name, lane);
    fork.dealtWith = [...this.dealtWith];
    fork.paused = this.paused;
    fork.position = this.position;
    fork.calls = this.calls;
    return fork;
  }

  /** The stream as its decider knows it. */
  state<State>(category: string, id: string): State {
    return (this.streams.get(streamName(category, id))?.state ?? this.plan.decider(category).initial) as State;
  }

  facts(category: string, id: string): readonly Recorded[] {
    return this.streams.get(streamName(category, id))?.facts ?? [];
  }

  /** The ids of all streams of a kind. */
  ids(category: string): readonly string[] {
    return [...this.streams.keys()].filter((name) => name.startsWith(`${category}-`)).map(streamIdOf);
  }

  categories(): readonly string[] {
    return [...this.plan.deciders.keys()];
  }

  /** What a view (`<service>/<name>`) answers once it has heard of everything that was stored and published. */
  answer<Answer>(view: string, key: string): Answer | null {
    const known = this.plan.view(view);
    const parts = Object.values(known.parts) as readonly { readonly from: string; readonly category: string }[];
    const facts = parts.flatMap(({ from, category }) => (from === 'own' ? this.log(category) : this.topic(from)));
    return answerOf(known, key, facts) as Answer | null;
  }

  /** A new id, and with it a new intent of somebody at a door. */
  newId(): string {
    this.calls += 1;
    return derivedId('door', this.calls);
  }

  /** What the rules would say; nothing is stored. */
  decide(category: string, id: string, command: Command): Decision<Fact, string> {
    return this.plan.decider(category).decide(command, this.state(category, id)) as Decision<Fact, string>;
  }

  /** Somebody at a door asks for this. @returns whether it changed something */
  ask(category: string, id: string, command: Command): boolean {
    const decision = this.send({ commandId: this.newId(), category, id, command });
    return !isRejection(decision) && decision.length > 0;
  }

  /** Lanes in which something waits and whose consumer is not paused. */
  waiting(): readonly string[] {
    return [...this.lanes].filter(([, { consumer }]) => !this.paused.has(consumer)).map(([name]) => name);
  }

  /** Delivers the next fact of one lane. @throws Parked */
  deliver(name: string): void {
    const lane = this.lanes.get(name);
    const [fact, ...waiting] = lane?.waiting ?? [];
    if (lane === undefined || fact === undefined) return;
    if (waiting.length === 0) this.lanes.delete(name);
    else this.lanes.set(name, { ...lane, waiting });
    this.dealtWith.push({ consumer: lane.consumer, fact });
    this.react(lane.consumer, fact);
  }

  /** Delivers once more what was dealt with before. @throws Parked */
  redeliver(which: number): void {
    const again = this.dealtWith[which % Math.max(1, this.dealtWith.length)];
    if (again !== undefined) this.react(again.consumer, again.fact);
  }

  /** Feeds nothing to these until all are resumed. @throws Error where nobody is called so */
  pause(...names: readonly string[]): void {
    this.paused = new Set(names.map((name) => this.plan.consumer(name)));
  }

  resume(): void {
    this.paused = new Set();
  }

  private log(category: string): readonly Recorded[] {
    return [...this.streams].flatMap(([name, { facts }]) => (name.startsWith(`${category}-`) ? facts : []));
  }

  private topic(name: string): readonly Recorded[] {
    return this.topics.get(name) ?? [];
  }

  private react(consumer: Consumer, fact: Recorded): void {
    for (const sending of consumer.react(fact, this.now)) {
      const decision = this.send(sending, fact);
      if (isRejection(decision))
        throw new Parked(`${consumer.name}: ${sending.command.type} was refused: ${decision.rejected}`);
    }
    const message = consumer.publish(fact);
    if (message !== null) this.publish(`${consumer.source}.events`, message);
  }

  private publish(topic: string, message: Recorded): void {
    const before = this.topic(topic);
    if (before.some(({ meta }) => meta.id === message.meta.id)) return;
    this.topics.set(topic, [...before, message]);
    this.feed(topic, message);
  }

  private send({ commandId, category, id, command }: Sending, cause?: Recorded): Decision<Fact, string> {
    const decider = this.plan.decider(category);
    const stream = streamName(category, id);
    const before = this.streams.get(stream) ?? emptyStream(decider);
    if (before.commandIds.includes(commandId)) return [];
    const decision = decider.decide(command, before.state) as Decision<Fact, string>;
    if (isRejection(decision) || decision.length === 0) return decision;
    const stored = decision.map((fact, index) =>
      this.recorded(decider, fact, stream, before.facts.length + index, factId(commandId, index, 'house'), cause),
    );
    this.streams.set(stream, {
      facts: [...before.facts, ...stored],
      state: decision.reduce(decider.evolve, before.state),
      commandIds: [...before.commandIds, commandId],
    });
    for (const fact of stored) this.feed(category.slice(0, category.indexOf('.')), fact);
    return decision;
  }

  private recorded(
    decider: AnyDecider,
    fact: Fact,
    stream: string,
    revision: number,
    id: string,
    cause?: Recorded,
  ): Recorded {
    this.position += 1;
    return {
      type: fact.type,
      data: sealed(decider, fact, streamIdOf(stream)),
      meta: {
        ...{ id, stream, revision, position: this.position, recordedAt: this.now, schemaVersion: 1 },
        correlationId: cause?.meta.correlationId ?? id,
        causationId: cause?.meta.id ?? id,
        actor: { kind: 'service', id: 'house' },
      },
    };
  }

  private feed(source: string, fact: Recorded): void {
    for (const consumer of this.plan.consumersOf(source, fact.type)) {
      const name = `${consumer.name} ${fact.meta.subject ?? fact.meta.stream}`;
      this.lanes.set(name, { consumer, waiting: [...(this.lanes.get(name)?.waiting ?? []), fact] });
    }
  }
}
