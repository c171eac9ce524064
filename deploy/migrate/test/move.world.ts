import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Fleet, Maildir, MONDAY, type EngineAddresses, type FleetPlace } from '@ekey/fleet';
import { kafkaOptions } from '@ekey/floor';
import { readFirstAdministrator, ShiftedClock, type TransportRequest, type World } from '@ekey/journeys';
import { Scene } from '@ekey/journeys/scene';
import { openKafkaMessaging } from '@ekey/messaging/kafka';
import { readMessage } from '@ekey/notify';
import { readConfig } from '@ekey/platform';
import { keysFromPrimes } from '@ekey/soft-token';
import { servicesToRead, startStandalone, type Standalone } from '@ekey/standalone';
import { runMigrate, type Answer } from '../src';
import { groupsOfAll } from '../src/move/topics';

const KEPT_BY_KAFKA = { checkpoint: async () => 0, saveCheckpoint: async () => undefined };
const CALM = { RATE_LIMIT_LOGIN_PER_MINUTE: '10000', RATE_LIMIT_PER_MINUTE: '100000' };

/** A standalone process with people at work, and the servers to which its data are moved. */
export class MoveWorld {
  private readonly clock = new ShiftedClock(MONDAY);
  private standalone: Standalone | undefined;
  private fleet: Fleet | undefined;
  private url = '';
  scene!: Scene;

  private constructor(
    readonly folder: string,
    private readonly engines: EngineAddresses,
    readonly place: FleetPlace,
    readonly mails: Maildir,
  ) {}

  static async begin(engines: EngineAddresses): Promise<MoveWorld> {
    const folder = await mkdtemp(path.join(tmpdir(), 'ekey-move-'));
    const place = await Fleet.prepare({ engines, begin: MONDAY });
    const world = new MoveWorld(folder, engines, place, new Maildir(engines.smtp.maildir, ''));
    await world.startStandalone();
    const first = await readFile(path.join(folder, 'first-administrator.txt'), 'utf8');
    world.scene = await Scene.set(world.forJourneys(readFirstAdministrator(first)));
    return world;
  }

  async startStandalone(): Promise<void> {
    const config = readConfig({ DATA_DIR: this.folder, PORT: '0', ...CALM });
    this.standalone = await startStandalone(config, this.clock, { write: () => undefined });
    this.url = this.standalone.url;
  }

  async stopStandalone(): Promise<void> {
    await this.standalone?.stop();
    this.standalone = undefined;
  }

  /** Mails that the standalone process has written, each a file. */
  async outbox(): Promise<readonly string[]> {
    return readdir(path.join(this.folder, 'outbox'));
  }

  /** By which the mails of the standalone process would be known again. */
  async messageIds(): Promise<ReadonlySet<string>> {
    const files = (await this.outbox()).map((name) => readFile(path.join(this.folder, 'outbox', name)));
    return new Set((await Promise.all(files)).map((bytes) => readMessage(bytes).messageId));
  }

  /** The groups of all services that have something of what was moved before them. */
  async groupsBefore(): Promise<readonly string[]> {
    const messaging = openKafkaMessaging(
      kafkaOptions(readConfig({ ...this.place.environment, DATA_DIR: this.folder })),
    );
    const before: string[] = [];
    try {
      for (const { group, topic } of groupsOfAll(servicesToRead()))
        if (!(await messaging.feed(topic, KEPT_BY_KAFKA).caughtUp(group))) before.push(group);
      return before;
    } finally {
      await messaging.close();
    }
  }

  async giveSecrets(): Promise<void> {
    await cp(path.join(this.folder, 'secrets'), path.join(this.place.folder, 'secrets'), { recursive: true });
    await cp(path.join(this.folder, 'ca'), path.join(this.place.folder, 'ca'), { recursive: true });
  }

  migrate(...more: readonly string[]): Promise<Answer> {
    const environment = { ...this.place.environment, DATA_DIR: path.join(this.place.folder, 'data') };
    const words = ['--from', 'standalone', '--to', 'distributed', '--data', this.folder, ...more];
    return runMigrate(words, this.clock, () => undefined, environment);
  }

  async startFleet(): Promise<Fleet> {
    this.fleet = await Fleet.start({ engines: this.engines, begin: this.clock.now() }, this.place);
    this.url = this.fleet.url;
    return this.fleet;
  }

  async stopFleet(): Promise<void> {
    await this.fleet?.stop();
    this.fleet = undefined;
  }

  async end(): Promise<void> {
    await this.stopStandalone();
    await this.stopFleet();
    for (const folder of [this.folder, this.place.folder]) await rm(folder, { recursive: true, force: true });
  }

  /** People go where the system answers now; their address books name one place only. */
  private forJourneys(firstAdministrator: World['firstAdministrator']): World {
    const origin = 'http://ekey.example';
    const transport = (url: string, { body, ...request }: TransportRequest): Promise<Response> =>
      fetch(url.replace(origin, this.url), {
        ...request,
        ...(body === undefined ? {} : { body: body as string }),
      });
    const now = (): string => this.fleet?.now() ?? this.clock.now();
    return { url: origin, transport, now, firstAdministrator, keys: keysFromPrimes(), end: () => this.end() };
  }
}
