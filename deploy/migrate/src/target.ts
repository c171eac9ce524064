import path from 'node:path';
import { DamageNotingDocuments } from '@ekey/documents';
import { MinioDocuments } from '@ekey/documents/minio';
import type { EventStore } from '@ekey/event-store';
import { DataFolder, openFloor, Refusal } from '@ekey/floor';
import type { Clock } from '@ekey/kernel';
import { KafkaMessaging } from '@ekey/messaging/kafka';
import { MongoPersonalData } from '@ekey/personal-data/mongo';
import type { AccessLog, AccessRecord, Config, Floor, ServiceDefinition, ServiceFloor } from '@ekey/platform';
import { servicesToRead } from '@ekey/standalone';

/** The floor of each service, as its processes stand on it. */
export class Target {
  readonly services: readonly ServiceDefinition[] = servicesToRead();
  private readonly floors = new Map<string, Floor>();
  private readonly folders: DataFolder[] = [];

  private constructor(private readonly clock: TellingClock) {}

  /** @throws Refusal naming what cannot be used, DataFolderInUse, SecretMissing, UnreadableStore */
  static async open(config: Config, clock: Clock): Promise<Target> {
    const target = new Target(new TellingClock(clock));
    try {
      for (const { name } of target.services) await target.stand(name, config);
      return target;
    } catch (error) {
      await target.close();
      throw error;
    }
  }

  get messaging(): KafkaMessaging {
    return asOpened(this.any.messaging, KafkaMessaging);
  }

  get keys(): MongoPersonalData {
    return asOpened(this.any.personalData, MongoPersonalData);
  }

  get documents(): MinioDocuments {
    const { documents } = this.of(this.services[0]?.name ?? '');
    return asOpened(documents instanceof DamageNotingDocuments ? documents.documents : documents, MinioDocuments);
  }

  get accessLog(): AccessLog {
    return this.any.accessLog;
  }

  of(service: string): ServiceFloor {
    return this.floor(service).service(service);
  }

  log(service: string): EventStore {
    return this.of(service).eventStore;
  }

  /** Entries of another log, as old as they are there. */
  async recordAsTold(records: readonly AccessRecord[]): Promise<void> {
    const recorded = records.map(({ at, ...entry }) => this.clock.telling(at, () => this.accessLog.record(entry)));
    await Promise.all(recorded);
  }

  async close(): Promise<void> {
    for (const floor of this.floors.values()) await floor.close();
    for (const folder of this.folders) folder.unlock();
  }

  private get any(): Floor {
    return this.floor(this.services[0]?.name ?? '');
  }

  private async stand(service: string, config: Config): Promise<void> {
    const data = new DataFolder(path.join(config.DATA_DIR, service));
    data.lock();
    this.folders.push(data);
    const floor = await openFloor(config, this.clock, data);
    this.floors.set(service, floor);
    floor.service(service);
    const [unusable] = (await floor.unusable?.()) ?? [];
    if (unusable !== undefined) throw new Refusal(`${unusable.what} cannot be used: ${unusable.cause}`);
  }

  private floor(service: string): Floor {
    const floor = this.floors.get(service);
    if (floor === undefined) throw new RangeError(`no service ${service}`);
    return floor;
  }
}

/** Tells the time, or for a moment another one: entries of the past keep theirs. */
class TellingClock implements Clock {
  private told: string | undefined;

  constructor(private readonly clock: Clock) {}

  now(): string {
    return this.told ?? this.clock.now();
  }

  telling<Result>(at: string, work: () => Result): Result {
    this.told = at;
    try {
      return work();
    } finally {
      this.told = undefined;
    }
  }
}

/** Only servers that take over what others have made are moved to. @throws Refusal */
function asOpened<Kind>(port: object, kind: abstract new (...args: never[]) => Kind): Kind {
  if (port instanceof kind) return port;
  throw new Refusal(`nothing can be moved to a floor without ${kind.name}`);
}
