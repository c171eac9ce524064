import type { Consumer, EachBatchPayload } from 'kafkajs';
import { MessagingUnavailable } from '../messaging-unavailable';
import type { Connection } from './connection';
import { GroupCommits } from './group-commits';
import { committedIn } from './group-offsets';
import { Holding } from './holding';
import type { ArrivedRecord, Delivered } from './message-record';
import { Seat, type Membership } from './seat';
import type { Arrived } from './share';
import type { TopicReader } from './topic-reader';

/** Facts that wait for a reactor: beyond the one fetching pauses, below the other it goes on. */
const [PAUSE_ABOVE, RESUME_BELOW] = [4_096, 1_024];
/** The others do not wait longer for one who is busy with what he has. */
const WAITS_FOR_ONE_MS = 5_000;

/** A process as a member of a consumer group on a topic, with a seat for each of its reactors. */
export class TopicMember implements Membership {
  readonly commits: GroupCommits;
  private readonly consumer: Consumer;
  private readonly seats = new Set<Seat>();
  private holdings = new Map<number, Holding>();
  private memberId = '';
  private joining: Promise<void> | undefined;
  private dividing: Promise<void> = Promise.resolve();
  private makingUp: Promise<void> = Promise.resolve();
  private ended: Error | undefined;
  private paused: NodeJS.Timeout | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly reader: TopicReader,
    private readonly topic: string,
    private readonly group: string,
    private readonly deliveredOf: Delivered,
  ) {
    this.consumer = connection.member(group);
    // Whoever has left commits nothing: it is delivered again.
    const holdings = (): Iterable<Holding> => (this.hasEnded ? [] : this.holdings.values());
    this.commits = new GroupCommits(connection, topic, this.consumer, holdings);
  }

  /** Whoever comes now needs another: this one has failed, or its last reactor has gone. */
  get hasEnded(): boolean {
    return this.ended !== undefined;
  }

  /** Why nothing comes any more. */
  get fault(): Error | undefined {
    return this.ended;
  }

  /**
   * Most sit before the group has been divided; whoever comes later reads for himself what he has missed.
   * @throws MessagingUnavailable naming the topic and the brokers.
   */
  async seat(reactor: string): Promise<Seat> {
    const seat = new Seat(this, reactor);
    this.seats.add(seat);
    seat.divided(this.holdings.values());
    try {
      await (this.joining ??= this.join());
      return seat;
    } catch (error) {
      await seat.leave();
      throw error;
    }
  }

  /** The last one to get up tells the group that the others may have the share at once. */
  async gotUp(seat: Seat): Promise<void> {
    this.seats.delete(seat);
    this.regulate();
    if (this.seats.size === 0) await this.end(new Error(`nobody of ${this.group} reads ${this.topic}`));
  }

  /** Has a reactor given what it has missed of what has arrived, and with it whoever has missed the same: many fall behind together. */
  makeUpFor(seat: Seat): Promise<void> {
    const turn = this.makingUp.catch(() => undefined).then(() => this.readMissing(seat));
    this.makingUp = turn;
    return turn;
  }

  /** Holds the topic off while more waits than can be dealt with soon; the group goes on hearing from us. */
  regulate(): void {
    const waiting = Math.max(0, ...[...this.seats].map(({ size }) => size));
    if (this.paused === undefined && waiting > PAUSE_ABOVE) {
      this.paused = setTimeout(() => this.leaveBehind(), WAITS_FOR_ONE_MS).unref();
      this.order((topics) => this.consumer.pause(topics));
    } else if (this.paused !== undefined && waiting < RESUME_BELOW) this.resume();
  }

  private async join(): Promise<void> {
    const { consumer, connection } = this;
    const topics = [connection.named(this.topic)];
    consumer.on(consumer.events.GROUP_JOIN, ({ payload: { memberId, memberAssignment } }) =>
      this.divided(memberId, memberAssignment[connection.named(this.topic)] ?? []),
    );
    consumer.on(
      consumer.events.CRASH,
      ({ payload }) => void this.end(connection.unavailable(payload.error, this.topic)),
    );
    try {
      await consumer.connect();
      await consumer.subscribe({ topics, fromBeginning: true });
      await consumer.run({ autoCommit: false, eachBatch: (arrival) => this.take(arrival) });
    } catch (error) {
      const fault = connection.unavailable(error, this.topic);
      void this.end(fault);
      throw fault;
    }
  }

  private async end(why: Error): Promise<void> {
    if (this.ended !== undefined) return;
    this.ended = why;
    clearTimeout(this.paused);
    for (const seat of this.seats) seat.wake();
    await this.consumer.disconnect().catch(() => undefined);
  }

  /** What was taken from us is nobody's here from now on. What arrives waits until it is known where everybody stands in it. */
  private divided(memberId: string, partitions: readonly number[]): void {
    // A member that was struck off cannot know what others did with its partitions in the meantime.
    const stay = memberId === this.memberId ? [...this.holdings] : [];
    this.memberId = memberId;
    this.hold(new Map(stay.filter(([partition]) => partitions.includes(partition))));
    this.readOn([...this.holdings.values()]);
    this.dividing = this.gain(partitions).catch((error: unknown) => this.end(error as Error));
    this.commits.divided();
    this.resume();
    this.regulate();
  }

  private async gain(partitions: readonly number[]): Promise<void> {
    const { holdings } = this;
    if (partitions.every((partition) => holdings.has(partition))) return;
    const begun = await this.begun();
    // The group may have been divided once more meanwhile.
    if (this.holdings !== holdings) return;
    const gained = [...begun].filter(([partition]) => partitions.includes(partition) && !holdings.has(partition));
    this.hold(new Map([...holdings, ...gained]));
    this.readOn(gained.map(([, holding]) => holding).filter((holding) => holding.leavesBehind()));
  }

  /** After a division the client begins where the group stands, which is as far as the last of us. */
  private readOn(holdings: readonly Holding[]): void {
    for (const { partition, arrived } of holdings)
      this.order(([topic]) => this.consumer.seek({ ...topic, partition, offset: String(arrived) }));
  }

  private hold(holdings: Map<number, Holding>): void {
    this.holdings = holdings;
    for (const seat of this.seats) seat.divided(holdings.values());
  }

  /** Every partition as whoever begins with it finds it. */
  private async begun(): Promise<ReadonlyMap<number, Holding>> {
    const { connection, reader, group, topic } = this;
    const committed = await committedIn(connection, reader, { group, topic });
    return new Map([...committed].map(([partition, each]) => [partition, new Holding(partition, each)]));
  }

  private async take({ batch: { partition, messages, highWatermark } }: EachBatchPayload): Promise<void> {
    await this.dividing;
    const holding = this.holdings.get(partition);
    if (holding === undefined) return;
    // It was made anew: what it holds now would be taken for what is known of it, until it is as long again.
    if (Number(highWatermark) < holding.arrived)
      return void this.end(
        new MessagingUnavailable(this.topic, `partition ${partition} holds less than was read of it`),
      );
    const records = messages.map(({ key, value, headers, offset }) =>
      this.arrivedOf({ key, value, partition, offset: Number(offset), ...(headers === undefined ? {} : { headers }) }),
    );
    holding.arrived = Math.max(holding.arrived, (records.at(-1)?.offset ?? -1) + 1);
    for (const seat of this.seats) seat.arrived(partition, records);
    this.regulate();
  }

  private async readMissing(seat: Seat): Promise<void> {
    const missing = this.hasEnded ? undefined : seat.missing();
    if (missing === undefined) return;
    const found = await this.reader.range(this.topic, missing.partition, missing.from, missing.to);
    const records = found.map((record) => this.arrivedOf(record));
    for (const each of this.seats) each.found(missing, records);
  }

  private arrivedOf(record: ArrivedRecord): Arrived {
    return { fact: this.deliveredOf(this.topic, record), offset: record.offset };
  }

  /** One who holds everybody up reads later for himself. */
  private leaveBehind(): void {
    for (const seat of this.seats) if (seat.size > PAUSE_ABOVE) seat.letGo();
    this.resume();
  }

  private resume(): void {
    clearTimeout(this.paused);
    this.paused = undefined;
    this.order((topics) => this.consumer.resume(topics));
  }

  /** A client that has failed takes no orders, and says a moment later why. */
  private order(give: (topics: [{ topic: string }]) => void): void {
    try {
      give([{ topic: this.connection.named(this.topic) }]);
    } catch {
      return;
    }
  }
}
