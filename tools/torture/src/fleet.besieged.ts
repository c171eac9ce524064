import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineSet, type EngineName } from '@ekey/engines';
import { Fleet, Maildir, SERVICES } from '@ekey/fleet';
import type { Besieged, SentMails } from './besieged';
import type { Chance } from './chance';

/** A stand-in for MongoDB that forgets everything when it is killed is not among those that are. */
const KILLED: readonly EngineName[] = ['kafka', 'minio', 'smtp'];
const VIEW_STORE: EngineName = 'mongojava';
const AN_ENGINE = 0.15;
const PAUSED = 0.2;
/** Longer than a member of a group may be silent. */
const PAUSED_FOR_MS = 12_000;
const FIRST_PORTS = [31_000, 32_700] as const;

/** Mails of a mail server, which may take one over twice: it is then known by its `Message-ID`. */
class Delivered extends Maildir implements SentMails {
  sent(): readonly { readonly noticeId: string; readonly messageId: string }[] {
    return this.all().map(({ messageId }) => ({
      messageId,
      noticeId: /[0-9a-f-]{36}/.exec(messageId)?.[0] ?? messageId,
    }));
  }
}

/**
 * The services in processes of their own, two each where their logs are on a server, and the engines they stand on: any of
 * them may be killed, and a process may be paused until others have taken its work over.
 * @param kurrent the address of KurrentDB; without it logs are files, and each service is one process
 */
export async function besiegeFleet(folder: string, kurrent?: string): Promise<Besieged> {
  // Postfix gives up the rights of root, and has to reach its files all the same.
  await chmod(folder, 0o711);
  const data = path.join(folder, 'engines');
  await mkdir(data, { mode: 0o755 });
  const [lowest, highest] = FIRST_PORTS;
  const firstPort = lowest + 100 * (process.pid % ((highest - lowest) / 100));
  const engines = new EngineSet({ data, firstPort });
  const names = [...KILLED, VIEW_STORE];
  try {
    for (const name of names) await engines.start(name);
    const fleet = await Fleet.start({
      engines: addressesOf(engines, kurrent),
      instances: kurrent === undefined ? 1 : 2,
      begin: new Date().toISOString(),
      settings: { ACCESS_TOKEN_SECONDS: '86400' },
    });
    return new FleetBesieged(fleet, engines, new Delivered(engines.address('smtp').maildir, fleet.url));
  } catch (error) {
    for (const name of names) await engines.stop(name);
    throw error;
  }
}

class FleetBesieged implements Besieged {
  readonly mailsMayRepeat = true;
  private readonly struck: Record<string, number> = {};

  constructor(
    private readonly fleet: Fleet,
    private readonly engines: EngineSet,
    readonly mails: Delivered,
  ) {}

  get url(): string {
    return this.fleet.url;
  }

  firstLogIn(): Promise<string> {
    return this.fleet.firstLogIn();
  }

  /** The gateway says itself where nobody answers. */
  async ready(): Promise<void> {}

  async strike(chance: Chance): Promise<readonly string[]> {
    const what = chance.happens(AN_ENGINE) ? await this.killEngine(chance) : await this.strikeProcess(chance);
    this.struck[what] = (this.struck[what] ?? 0) + 1;
    return [what];
  }

  processes(): readonly string[] {
    return this.fleet.all().map(({ url }) => url);
  }

  async faults(): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const service of SERVICES) {
      const [member] = this.fleet.of(service);
      for (const fault of (await member?.compareViews()) ?? []) faults.push(`${service}: ${fault}`);
    }
    return faults;
  }

  figures = (): Readonly<Record<string, number>> => this.struck;

  async stop(): Promise<void> {
    await this.fleet.stop();
    for (const name of [...KILLED, VIEW_STORE]) await this.engines.stop(name);
  }

  private async killEngine(chance: Chance): Promise<string> {
    const name = oneOf(KILLED, chance);
    await this.engines.kill(name);
    await this.engines.start(name);
    return name;
  }

  private async strikeProcess(chance: Chance): Promise<string> {
    const service = oneOf(SERVICES, chance);
    const members = this.fleet.of(service);
    const member = oneOf(members, chance);
    if (members.length > 1 && chance.happens(PAUSED)) {
      member.pause();
      await sleep(PAUSED_FOR_MS);
      member.resume();
      return `${service} paused`;
    }
    await member.kill();
    await this.fleet.add(service);
    return service;
  }
}

const oneOf = <Thing>(things: readonly Thing[], chance: Chance): Thing =>
  things[Math.floor(chance.between(0, things.length))] as Thing;

function addressesOf(engines: EngineSet, kurrent: string | undefined) {
  const { url, accessKey, secretKey } = engines.address('minio');
  const { host, port, maildir } = engines.address('smtp');
  return {
    kafka: engines.address('kafka').brokers.join(),
    mongo: engines.address('mongojava').url.replace(/^(mongodb:\/\/[^/]+)\/[^?]*/, '$1/'),
    minio: { url, accessKey, secretKey },
    smtp: { address: `${host}:${port}`, maildir },
    ...(kurrent === undefined ? {} : { kurrent }),
  };
}
