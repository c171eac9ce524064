import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import {
  SubscriptionRunner,
  type EventStore,
  type Feed,
  type ParkedFact,
  type Reactor,
  type ReactorStatus,
  type ReactorStore,
} from '@ekey/event-store';
import { Unavailable, type Clock, type FactSource, type Recorded } from '@ekey/kernel';
import type { Messaging } from '@ekey/messaging';
import { KeyMissing } from '@ekey/personal-data';
import type { AnyView, ViewStore } from '@ekey/views';
import { Commands } from '../commands/commands';
import type { ServiceFloor, Unusable } from '../floor';
import { describeError } from '../operation/describe-error';
import { logger } from '../operation/logging';
import { readFigures, type ToldFigure } from '../operation/read-figures';
import { Metrics } from '../operation/metrics';
import { onceAvailable } from '../operation/once-available';
import { Standstills } from '../operation/standstills';
import { Storage } from '../operation/storage';
import { unusableOf } from '../operation/unusable-of';
import { CLOCK, EVENT_STORE, MESSAGING, OWN_LOG, REACTOR_STORE, RELAY, SERVICE, VIEWS } from '../ports';
import { completeViews } from './complete-views';
import { groupName } from './groups';
import { feedInNewestVersion, inNewestVersion, logInNewestVersion } from './newest-version';
import { effectReactor, policyReactor, publisherReactor, relayReactor, viewReactor, viewReactorName } from './reactors';
import type { ClockDoor, ServiceDefinition } from './service-definition';
import { timedReactor } from './timed-reactor';
import { compareViews, type CatchUp, type ViewReport } from './view-comparison';
import { feedsOf, type Sources } from './view-facts';

const LOOK_AGAIN_MS = 50;
const LONGEST_LAG_MS = 60_000;
/** One that is halted tries again at least every 15 seconds: what it has met may be gone. */
const STANDS_STILL_MS = 20_000;
const NAMED_AT_MOST = 100;

export interface Told {
  /** `standstill` in seconds. */
  readonly reactors: readonly (ReactorStatus & { readonly standstill: number })[];
  readonly figures: readonly ToldFigure[];
}

/** Keeps a service's views, policies, effects, publisher and clocks going, from start to stop. */
@Injectable()
export class ReactorsHost implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly runners: SubscriptionRunner[] = [];
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly ticking = new Map<ClockDoor, Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly standstills = new Standstills();
  private readonly surroundings: Storage;
  private waiting: string | undefined;

  constructor(
    private readonly modules: ModuleRef,
    private readonly commands: Commands,
    private readonly metrics: Metrics,
    @Inject(SERVICE) private readonly service: ServiceDefinition,
    @Inject(EVENT_STORE) private readonly eventStore: EventStore,
    @Inject(OWN_LOG) private readonly log: Feed,
    @Inject(RELAY) private readonly relay: NonNullable<ServiceFloor['relay']> | null,
    @Inject(REACTOR_STORE) private readonly reactorStore: ReactorStore,
    @Inject(MESSAGING) private readonly messaging: Messaging,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.surroundings = new Storage({ unusable: () => unusableOf(service.outside) });
  }

  onApplicationBootstrap(): Promise<void> {
    const waits = (cause: string | undefined): void => void (this.waiting = cause);
    const { signal } = this.stopping;
    return onceAvailable({ what: this.service.name, work: () => this.begin(), waits, signal });
  }

  private async begin(): Promise<void> {
    await this.views.open(this.service.views);
    await completeViews(
      this.service.views,
      this.views,
      this.sources(),
      (view, from) => this.given(view, from),
      ({ name: view, version }, lack) =>
        logger().warn({ service: this.service.name, view, version, lack }, 'view is built from its facts'),
    );
    const ordered = this.ordered();
    const reactors = [...this.reactors(ordered)];
    for (const [feed, { name }] of reactors) await feed.refuseSetBack?.(this.fullName(name));
    for (const [feed, reactor] of reactors) this.run(feed, reactor);
    for (const clock of this.clocks())
      this.timers.push(setInterval(() => this.tickUnlessTicking(clock), clock.everyMs).unref());
  }

  /** All that reacts to facts here, each with where it hears of them. */
  private *reactors(ordered: readonly AnyView[]): Iterable<readonly [Feed, Reactor]> {
    if (this.relay !== null) yield this.relayOf(this.relay, ordered);
    for (const view of this.service.views)
      if (!ordered.includes(view))
        for (const from of feedsOf(view)) yield [this.feedOf(from), viewReactor(view, from, this.views)];
    for (const bound of this.service.policies)
      yield [this.feedOf(bound.policy.from), policyReactor(bound, this.commands, this.clock)];
    const own = this.feedOf('own');
    for (const bound of this.service.effects)
      yield [own, effectReactor(bound, this.modules.get(bound.ports as never), this.commands, this.clock)];
    const publisher = publisherReactor(this.service, this.messaging);
    if (publisher !== undefined) yield [own, publisher];
  }

  /** After the last answer is out: no request finds its reactors gone. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.timers.forEach(clearInterval);
    await Promise.all([...this.ticking.values(), ...this.runners.map((runner) => runner.stop())]);
  }

  /** The server that it waits for before anything can begin. */
  get waitsFor(): string | undefined {
    return this.waiting;
  }

  /** What it leans on besides its floor and cannot use now. */
  outside(): Promise<readonly Unusable[]> {
    return this.surroundings.unusable();
  }

  status(): readonly ReactorStatus[] {
    return this.runners.map((runner) => runner.status());
  }

  /** What is told to who runs it: how its reactors go on, and the figures of its work. */
  async tell(): Promise<Told> {
    const reactors = this.runners.map(async (runner) => {
      // Whoever cannot say whether he has caught up has not, as far as anybody knows.
      const isCaughtUp = await runner.caughtUp().catch(() => false);
      const status = runner.status();
      const standstill = this.standstills.look(status.reactor, status.position, isCaughtUp, performance.now());
      return { ...status, standstill };
    });
    const figures = readFigures(this.service.figures, (figure) => this.modules.get(figure), this.clock.now());
    return { reactors: await Promise.all(reactors), figures: await figures };
  }

  /** Whether every reactor has dealt with everything that had happened when it was asked. */
  async caughtUp(): Promise<boolean> {
    return (await Promise.all(this.runners.map((runner) => runner.caughtUp()))).every(Boolean);
  }

  /** What could not be handled of the cases that are with this process, each reactor's oldest first. */
  async parked(): Promise<readonly ParkedFact[]> {
    return (await Promise.all(this.runners.map((runner) => runner.parked()))).flat();
  }

  /** Cases that wait, the first hundred, each with the reactor that could not handle its fact. */
  async parkedCases(): Promise<readonly { readonly reactor: string; readonly case: string }[]> {
    const cases = new Map(
      (await this.parked()).map(({ reactor, key }) => [`${reactor} ${key}`, { reactor, case: key }]),
    );
    return [...cases.values()].slice(0, NAMED_AT_MOST);
  }

  /** Tries parked facts again. @returns how many were dealt with. */
  async redrive(reactor?: string, key?: string): Promise<number> {
    const chosen = this.runners.filter((runner) => reactor === undefined || runner.status().reactor === reactor);
    return (await Promise.all(chosen.map((runner) => runner.redrive(key)))).reduce((sum, count) => sum + count, 0);
  }

  /**
   * Compares each live view with what its facts make of it; where `takeOver` is given, readers are answered from what was
   * built wherever the two differ.
   */
  compareViews(takeOver: boolean): Promise<readonly ViewReport[]> {
    const catchUp: CatchUp = (view, from) => this.catchUp(viewReactor(view, from, this.views));
    return compareViews(this.service.views, this.views, this.sources(), catchUp, takeOver);
  }

  /** Lets every clock look at the time now, and waits for what follows from it. */
  async tickAll(): Promise<void> {
    await Promise.all(this.clocks().map((clock) => this.tick(clock)));
  }

  private sources(): Sources {
    return { log: logInNewestVersion(this.eventStore, this.service), messaging: this.messaging };
  }

  /** @throws Error where the reactor stands still, also after it has had time to try again. */
  private async catchUp({ name }: Reactor): Promise<void> {
    const named = (wanted: string): SubscriptionRunner | undefined =>
      this.runners.find((each) => each.status().reactor === this.fullName(wanted));
    // A view that has no reactor of its own is told before the log is relayed.
    const runner = named(name) ?? (this.relay === null ? undefined : named(this.relay.reactor.name));
    const [end, stillUntil] = [LONGEST_LAG_MS, STANDS_STILL_MS].map((ms) => Date.now() + ms) as [number, number];
    while (runner !== undefined && Date.now() < end) {
      if (await runner.caughtUp()) return;
      const status = runner.status();
      if (status.state !== 'running' && Date.now() > stillUntil)
        throw new Error(`${status.reactor} is ${status.state}: ${status.cause ?? ''}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
    throw new Error(`${this.fullName(name)} has not caught up within ${LONGEST_LAG_MS / 1000} s: try again later`);
  }

  private fullName(reactor: string): string {
    return groupName(this.service, reactor);
  }

  private clocks(): readonly ClockDoor[] {
    return this.service.clocks.map((type) => this.modules.get(type));
  }

  private tickUnlessTicking(clock: ClockDoor): void {
    if (!this.ticking.has(clock)) void this.tick(clock);
  }

  /** One look at a time, one after the other. */
  private async tick(clock: ClockDoor): Promise<void> {
    const tick = (this.ticking.get(clock) ?? Promise.resolve()).then(() => this.look(clock));
    this.ticking.set(clock, tick);
    await tick;
    if (this.ticking.get(clock) === tick) this.ticking.delete(clock);
  }

  private async look(clock: ClockDoor): Promise<void> {
    try {
      await clock.tick(this.clock.now());
    } catch (error) {
      const { name: service } = this.service;
      logger().error({ service, clock: clock.name, error: describeError(error) }, 'clock failed');
    }
  }

  private feedOf(from: FactSource): Feed {
    const isOwn = from === 'own';
    return isOwn ? feedInNewestVersion(this.log, this.service) : this.messaging.feed(from, this.reactorStore);
  }

  /** Views that are told before the log is relayed. */
  private ordered(): readonly AnyView[] {
    return this.relay === null ? [] : this.service.views.filter(({ inLogOrder }) => inLogOrder === true);
  }

  /** Those in the order of the log have been told whatever was relayed. */
  private async given(view: AnyView, from: FactSource): Promise<readonly Recorded[]> {
    const feed = this.feedOf(from);
    const isOrdered = this.ordered().includes(view);
    return (await feed.newest?.(isOrdered ? undefined : this.fullName(viewReactorName(view, from)))) ?? [];
  }

  private relayOf({ feed, reactor }: NonNullable<ServiceFloor['relay']>, ordered: readonly AnyView[]) {
    const told = ordered.map((view) => viewReactor(view, 'own', this.views));
    return [feed, relayReactor(reactor, told, inNewestVersion(this.service))] as const;
  }

  private run(feed: Feed, reactor: Reactor): void {
    const labels = { service: this.service.name, reactor: reactor.name };
    const name = this.fullName(reactor.name);
    const note = (seconds: number): void =>
      this.metrics.delay.set({ service: this.service.name, reactor: name }, seconds);
    const timed = timedReactor({ ...reactor, name }, this.clock, note);
    const runner = new SubscriptionRunner(feed, timed, this.reactorStore, {
      halts: (error) => error instanceof KeyMissing || error instanceof Unavailable,
      now: () => this.clock.now(),
      onFault: (name, cause, fact) => {
        this.metrics.faults.inc(labels);
        logger().error(
          {
            ...{ reactor: name, cause, stream: fact?.meta.stream, fact: fact?.meta.id },
            ...(fact === undefined ? {} : { correlationId: fact.meta.correlationId }),
          },
          fact ? 'fact parked' : 'reactor halted',
        );
      },
    });
    runner.start();
    this.runners.push(runner);
  }
}
