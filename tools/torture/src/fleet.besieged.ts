import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineSet, type EngineName } from '@ekey/engines';
import { Fleet, SERVICES, type Service } from '@ekey/fleet';
import { until } from '@ekey/journeys';
import type { Besieged } from './besieged';
import type { Chance } from './chance';
import { atRest } from './checks/health.check';
import { DeliveredMails } from './delivered.mails';
import { engineOf, viewStoreFor, weightsOf, type Target } from './targets';

/** Whether the next blow falls before what this one has felled is up again. */
const HURRIED = 0.3;
const PAUSED = 0.2;
const KILLED_WHILE_STARTING = 0.2;
/** How far into its start a process is killed, in milliseconds. */
const [EARLY, LATE] = [100, 2_500];
/** Longer than a member of a group may be silent. */
const PAUSED_FOR_MS = 12_000;
const MINUTE_MS = 60_000;
const FIRST_PORTS = [31_000, 32_700] as const;

export interface Siege {
  readonly targets: readonly Target[];
  /** The address of KurrentDB; without it logs are files, and each service is one process. */
  readonly kurrent?: string | undefined;
}

/**
 * The services in processes of their own, two each where their logs are on a server and the view store takes several, and
 * the engines they stand on: any of them may be killed, and a process may be paused until others have taken its work over.
 */
export async function besiegeFleet(folder: string, { targets, kurrent }: Siege): Promise<Besieged> {
  // Postfix gives up the rights of root, and has to reach its files all the same.
  await chmod(folder, 0o711);
  const data = path.join(folder, 'engines');
  await mkdir(data, { mode: 0o755 });
  const [lowest, highest] = FIRST_PORTS;
  const firstPort = lowest + 100 * (process.pid % ((highest - lowest) / 100));
  const engines = new EngineSet({ data, firstPort });
  const viewStore = viewStoreFor(targets);
  const names: readonly EngineName[] = ['kafka', 'minio', 'smtp', viewStore];
  const stopEngines = async (): Promise<void> => {
    for (const name of names) await engines.stop(name);
  };
  try {
    for (const name of names) await engines.start(name);
    const fleet = await Fleet.start({
      engines: addressesOf(engines, viewStore, kurrent),
      instances: kurrent === undefined || targets.includes('views') ? 1 : 2,
      begin: new Date().toISOString(),
      settings: { ACCESS_TOKEN_SECONDS: '86400' },
    });
    const mails = new DeliveredMails(engines.address('smtp').maildir, fleet.url);
    const ground: Ground = { engines, viewStore, stopEngines };
    return new FleetBesieged(fleet, ground, mails, targets);
  } catch (error) {
    await stopEngines();
    throw error;
  }
}

/** What the fleet stands on. */
interface Ground {
  readonly engines: EngineSet;
  readonly viewStore: EngineName;
  stopEngines(): Promise<void>;
}

class FleetBesieged implements Besieged {
  readonly mailsMayRepeat = true;
  readonly lull = [200, 8_000] as const;
  private stopped = false;
  private readonly struck: Record<string, number> = {};
  /** What was felled, on its way back. */
  private readonly returns = new Map<string, Promise<unknown>>();

  constructor(
    private readonly fleet: Fleet,
    private readonly ground: Ground,
    readonly mails: DeliveredMails,
    private readonly targets: readonly Target[],
  ) {}

  get url(): string {
    return this.fleet.url;
  }

  now(): string {
    return this.fleet.now();
  }

  moveOn(byMs: number): Promise<void> {
    return this.fleet.letPass({ minutes: byMs / MINUTE_MS });
  }

  /** A renewal is with two services at a time at most: of each a process is killed. */
  async cutOff(): Promise<void> {
    for (const service of ['renewal', 'issuance'] as const) {
      const [member] = this.fleet.of(service);
      await member?.kill();
    }
    await Promise.all([this.fleet.add('renewal'), this.fleet.add('issuance')]);
  }

  firstLogIn(): Promise<string> {
    return this.fleet.firstLogIn();
  }

  /** The gateway says itself where nobody answers now. */
  async ready(): Promise<void> {
    if (this.stopped) throw new Error('it was stopped');
  }

  async strike(chance: Chance, left: number): Promise<readonly string[]> {
    const target = chance.oneOf(weightsOf(this.targets) as Readonly<Record<Target, number>>);
    const { name, blows } =
      target === 'services'
        ? await this.strikeService(SERVICES[Math.floor(chance.between(0, SERVICES.length))] as Service, chance, left)
        : await this.strikeEngine(engineOf(target, this.ground.viewStore));
    for (const blow of blows) this.struck[blow] = (this.struck[blow] ?? 0) + 1;
    if (!chance.happens(HURRIED)) await this.returns.get(name);
    return blows;
  }

  processes(): readonly string[] {
    return this.fleet.all().map(({ url }) => url);
  }

  /** Nothing moves, and nothing is left that could: a group whose member was killed says nothing for a while either. */
  async atRest(): Promise<void> {
    await Promise.all(this.returns.values());
    await until(
      'every process has caught up',
      async () => {
        await atRest(this.processes());
        return Promise.all(this.fleet.all().map((member) => member.caughtUp()));
      },
      (caughtUp) => caughtUp.every(Boolean),
    );
  }

  async faults(): Promise<readonly string[]> {
    const faults = [...this.fleet.ownEnds()];
    for (const service of SERVICES) {
      const [member] = this.fleet.of(service);
      for (const fault of (await member?.compareViews()) ?? []) faults.push(`${service}: ${fault}`);
    }
    return faults;
  }

  figures = (): Readonly<Record<string, number>> =>
    Object.fromEntries(Object.entries(this.struck).sort(([one], [other]) => one.localeCompare(other)));

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.allSettled(this.returns.values());
    await this.fleet.stop();
    await this.ground.stopEngines();
  }

  private async strikeEngine(name: EngineName): Promise<Struck> {
    const { engines } = this.ground;
    await this.returns.get(name);
    await engines.kill(name);
    return this.returning(name, [`${name} killed`], engines.start(name));
  }

  private async strikeService(service: Service, chance: Chance, left: number): Promise<Struck> {
    const isPaused = chance.happens(PAUSED);
    const afterMs = chance.happens(KILLED_WHILE_STARTING) && left > 1 ? chance.between(EARLY, LATE) : undefined;
    const which = chance.fraction();
    await this.returns.get(service);
    const members = this.fleet.of(service);
    const member = members[Math.floor(which * members.length)];
    if (member === undefined) throw new Error(`no process of ${service} is left`);
    if (isPaused && members.length > 1) {
      member.pause();
      return this.returning(
        service,
        [`${service} paused`],
        sleep(PAUSED_FOR_MS).then(() => member.resume()),
      );
    }
    await member.kill();
    if (afterMs === undefined) return this.returning(service, [`${service} killed`], this.fleet.add(service));
    const back = this.fleet.addKilledAtStart(service, afterMs).then(() => this.fleet.add(service));
    return this.returning(service, [`${service} killed`, `${service} at its start`], back);
  }

  private returning(name: string, blows: readonly string[], back: Promise<unknown>): Struck {
    // Whoever strikes next, and whoever looks in the end, hears of what did not come back.
    back.catch(() => undefined);
    this.returns.set(name, back);
    return { name, blows };
  }
}

/** What was struck, and how. */
interface Struck {
  readonly name: string;
  readonly blows: readonly string[];
}

function addressesOf(engines: EngineSet, viewStore: EngineName, kurrent: string | undefined) {
  const { url, accessKey, secretKey } = engines.address('minio');
  const { host, port, maildir } = engines.address('smtp');
  const views = engines.address(viewStore) as { readonly url: string };
  return {
    kafka: engines.address('kafka').brokers.join(),
    mongo: views.url.replace(/^(mongodb:\/\/[^/]+)\/[^?]*/, '$1/'),
    minio: { url, accessKey, secretKey },
    smtp: { address: `${host}:${port}`, maildir },
    ...(kurrent === undefined ? {} : { kurrent }),
  };
}
