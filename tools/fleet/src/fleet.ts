import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Span } from '@ekey/kernel/testing';
import { prepareTopics, type KafkaOptions, type TopicPlan } from '@ekey/messaging/kafka';
import type { EngineAddresses } from './engines';
import { Gateway } from './gateway';
import { MemberProcess, type MemberOptions } from './member-process';

export const SERVICES = ['intake', 'review', 'issuance', 'renewal', 'notify'] as const;
export type Service = (typeof SERVICES)[number];

export interface FleetOptions {
  readonly engines: EngineAddresses;
  /** Processes of each service; more than one need a server for their logs. */
  readonly instances?: number;
  /** Default: all of them. */
  readonly services?: readonly Service[];
  /** ISO 8601. */
  readonly begin: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** What each process runs (default: the services as they are). */
  readonly program?: string;
}

/** Where the processes of a fleet stand. */
export interface FleetPlace {
  /** Holds their secrets, the authority, and what each keeps in files. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** 32 bytes each, the same for every process. */
const SECRETS = [
  ...['master-key', 'index-key', 'request-key', 'link-key', 'serial-key', 'ca-passphrase', 'csrf-key'],
  ...['staff-passwords', 'quality-nonce-key', 'unlock-key', 'token-wrapping-key'],
];
const TOPICS = path.resolve(__dirname, '../../../deploy/kafka/topics.json');
const PARTITIONS = 4;
/** Each look asks the broker about every group of every process. */
const [LOOK_AGAIN_MS, LOOKS_UNTIL_SETTLED] = [250, 2];

/** The services in processes of their own, on servers, in a world that no other fleet shares. */
export class Fleet {
  private readonly members: MemberProcess[] = [];
  private readonly starting = new Set<Promise<void>>();
  private readonly ending = new AbortController();
  private ahead: number;
  /** Processes that were begun: each has a folder of its own. */
  private begun = 0;
  private readonly gateway = new Gateway((service) => this.answering(service));

  private constructor(
    private readonly options: FleetOptions,
    readonly folder: string,
    private readonly environment: Readonly<Record<string, string>>,
    /** The one origin at which every service answers. */
    public url: string,
    /** The place is another's, who goes on with it or clears it away. */
    private readonly isGuest: boolean,
  ) {
    this.ahead = Date.parse(options.begin) - Date.now();
  }

  /** What has to be there before the first process: nothing has happened in this world yet. */
  static async prepare(options: FleetOptions): Promise<FleetPlace> {
    const folder = await mkdtemp(path.join(tmpdir(), 'ekey-fleet-'));
    const world = randomUUID().slice(0, 8);
    await giveSecrets(path.join(folder, 'secrets'), passwordsOf(options.engines));
    await makeTopics(options.engines, `${world}.`);
    return { folder, environment: environmentOf(options, folder, world) };
  }

  /** Resolves when every process answers. @param given a place where something may have happened already. */
  static async start(options: FleetOptions, given?: FleetPlace): Promise<Fleet> {
    const { folder, environment } = given ?? (await Fleet.prepare(options));
    const fleet = new Fleet(options, folder, environment, '', given !== undefined);
    try {
      fleet.url = await fleet.gateway.listen();
      // The first process of issuance makes the authority that the others read.
      const services = options.services ?? SERVICES;
      await Promise.all(services.map((service) => fleet.add(service)));
      for (let more = 1; more < (options.instances ?? 1); more += 1)
        await Promise.all(services.map((service) => fleet.add(service)));
      return fleet;
    } catch (error) {
      await fleet.stop();
      throw error;
    }
  }

  of(service: Service): readonly MemberProcess[] {
    return this.members.filter((member) => member.service === service && member.alive);
  }

  /** Where its topics are. */
  get broker(): KafkaOptions {
    return brokerOf(this.options.engines, this.environment['KAFKA_PREFIX'] ?? '');
  }

  /** Every process that lives. */
  all(): readonly MemberProcess[] {
    return this.members.filter(({ alive }) => alive);
  }

  /** Processes that nobody had told to end, each with how it did and what it had written last. */
  ownEnds(): readonly string[] {
    return this.members.flatMap(({ ownEnd }) => ownEnd ?? []);
  }

  /** One more process of a service. @param skewMs by how much its clock is ahead of those of the others. */
  async add(service: Service, skewMs = 0): Promise<MemberProcess> {
    const options = this.optionsOf(service);
    const member = MemberProcess.start({ ...options, ahead: options.ahead + skewMs }, this.ending.signal);
    const started = member.then((each) => void this.members.push(each));
    this.starting.add(started);
    await started.finally(() => this.starting.delete(started));
    return member;
  }

  /** One that is killed so many milliseconds into its start. */
  addKilledAtStart(service: Service, afterMs: number): Promise<void> {
    return MemberProcess.killedAtStart(this.optionsOf(service), afterMs);
  }

  /** The time that every process knows. */
  now(): string {
    return new Date(Date.now() + this.ahead).toISOString();
  }

  /** Moves the time on in every process, and lets happen what is due by then. */
  async letPass(by: Span): Promise<void> {
    this.ahead += (((by.days ?? 0) * 24 + (by.hours ?? 0)) * 60 + (by.minutes ?? 0)) * 60_000;
    await Promise.all(this.all().map((member) => member.advance(by)));
    await Promise.all(this.all().map((member) => member.tick()));
  }

  /** Resolves when nothing is left to be dealt with: what one process has dealt with may be news to another. */
  async settled(): Promise<void> {
    for (let looks = 0; looks < LOOKS_UNTIL_SETTLED; looks += 1) {
      const members = await Promise.all(this.all().map((member) => member.caughtUp()));
      if (!members.every(Boolean)) looks = -1;
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  /** The file in which review tells how the security administrator logs in, once it does. */
  async firstLogIn(): Promise<string> {
    for (;;) {
      const folders = Array.from({ length: this.begun }, (_none, index) => path.join(this.folder, `review-${index}`));
      for (const folder of [path.join(this.folder, 'data'), ...folders]) {
        const told = await readFile(path.join(folder, 'review', 'first-administrator.txt'), 'utf8').catch(() => null);
        if (told !== null) return told;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** What the processes have written last. */
  lines(): string {
    return this.members.flatMap(({ service, lines }) => lines.map((line) => `${service}: ${line}`)).join('\n');
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await Promise.allSettled(this.starting);
    for (const member of this.members) member.resume();
    await Promise.all(this.members.map((member) => member.stop()));
    await this.gateway.close();
    if (!this.isGuest) await rm(this.folder, { recursive: true, force: true });
  }

  private optionsOf(service: Service): MemberOptions {
    const own = path.join(this.folder, `${service}-${this.begun}`);
    this.begun += 1;
    const url = this.url;
    const DATA_DIR = this.options.engines.kurrent === undefined ? path.join(this.folder, 'data') : own;
    const addresses = { PORTAL_URL: url, PKI_URL: url, ISSUANCE_URL: url, SERVICE_URL: url };
    const environment = { ...this.environment, DATA_DIR, ...addresses };
    const { program } = this.options;
    return { service, environment, ahead: this.ahead, ...(program === undefined ? {} : { program }) };
  }

  private answering(service: string): readonly string[] {
    return this.members.filter((member) => member.service === service && member.answers).map(({ url }) => url);
  }
}

/** All that a process asks the operator for. @param passwords of its users at servers, by the names of their files. */
export async function giveSecrets(folder: string, passwords: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  for (const name of SECRETS) await writeFile(path.join(folder, `${name}.key`), randomBytes(32), { mode: 0o600 });
  for (const [name, password] of Object.entries(passwords))
    await writeFile(path.join(folder, name), password, { mode: 0o600 });
}

const passwordsOf = ({ minio, kurrentUser }: EngineAddresses): Readonly<Record<string, string>> => ({
  'minio-secret-key': minio.secretKey,
  ...(kurrentUser === undefined ? {} : { 'kurrentdb-password': kurrentUser.password }),
});

const brokerOf = ({ kafka }: EngineAddresses, prefix: string): KafkaOptions => ({
  brokers: kafka.split(','),
  clientId: 'fleet',
  prefix,
});

async function makeTopics(engines: EngineAddresses, prefix: string): Promise<void> {
  const plans = JSON.parse(await readFile(TOPICS, 'utf8')) as readonly TopicPlan[];
  for (const plan of plans) {
    const settings = { ...plan.settings, 'min.insync.replicas': '1' };
    const partitions = Math.min(PARTITIONS, plan.partitions);
    await prepareTopics(brokerOf(engines, prefix), { ...plan, partitions, replicas: 1, settings });
  }
}

function environmentOf(
  { engines, settings }: FleetOptions,
  folder: string,
  world: string,
): Readonly<Record<string, string>> {
  const { kafka, kurrent, kurrentUser, minio, mongo, smtp } = engines;
  return {
    PLATFORM: 'distributed',
    ...(kurrent === undefined
      ? { EVENT_STORE: 'sqlite', SINGLE_INSTANCE: 'true' }
      : { KURRENTDB_URL: kurrent, KURRENTDB_PREFIX: `${world}.` }),
    ...(kurrentUser === undefined ? {} : { KURRENTDB_USER: kurrentUser.username }),
    ...{ HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn', TRUST_PROXY: 'loopback' },
    ...{ SECRETS_DIR: path.join(folder, 'secrets'), CA_DIR: path.join(folder, 'ca') },
    ...{ KAFKA_BROKERS: kafka, KAFKA_PREFIX: `${world}.` },
    ...{ MONGODB_URL: mongo, KEYS_MONGODB_URL: mongo, MONGODB_PREFIX: `e${world}` },
    ...{ MINIO_URL: minio.url, MINIO_BUCKET: `ekey-${world}`, MINIO_USER: minio.accessKey },
    ...{ SMTP_URL: `smtp://${smtp.address}?tls=none` },
    ...{ RATE_LIMIT_LOGIN_PER_MINUTE: '10000', RATE_LIMIT_PER_MINUTE: '100000' },
    ...settings,
  };
}
