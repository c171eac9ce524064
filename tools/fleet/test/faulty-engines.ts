import type { EngineAddresses } from '../src';
import { FaultyLine } from './faulty-line';
import { ServersOfRun } from './servers-of-run';

export const ENGINES = ['kurrent', 'kafka', 'mongo', 'keys', 'minio', 'smtp'] as const;
export type Engine = (typeof ENGINES)[number];

/** Every server behind a line of its own that may fail; the keys of persons' data, too, though they are on MongoDB as well. */
export class FaultyEngines {
  private readonly servers = new ServersOfRun();
  private readonly byName = new Map<Engine, FaultyLine>();

  async start(): Promise<void> {
    const { kafka, kurrent, minio, mongo, smtp } = await this.servers.start();
    const lines: readonly (readonly [Engine, FaultyLine])[] = [
      ['kurrent', new FaultyLine(placeOf(kurrent))],
      ['kafka', new FaultyLine(kafka, true)],
      ['mongo', new FaultyLine(placeOf(mongo))],
      ['keys', new FaultyLine(placeOf(mongo))],
      ['minio', new FaultyLine(placeOf(minio.url))],
      ['smtp', new FaultyLine(smtp.address)],
    ];
    for (const [name, line] of lines) {
      await line.mend();
      this.byName.set(name, line);
    }
  }

  line(engine: Engine): FaultyLine {
    const line = this.byName.get(engine);
    if (line === undefined) throw new Error('the engines have not been started');
    return line;
  }

  /** As a fleet is told of them. */
  get addresses(): EngineAddresses {
    const { given } = this.servers;
    return {
      ...given,
      kafka: this.line('kafka').address,
      mongo: `mongodb://${this.line('mongo').address}/`,
      minio: { ...given.minio, url: `http://${this.line('minio').address}` },
      smtp: { ...given.smtp, address: this.line('smtp').address },
      kurrent: `kurrentdb://${this.line('kurrent').address}?tls=false`,
    };
  }

  /** Where a fleet has its keys by a line of their own. */
  get settings(): Readonly<Record<string, string>> {
    return { KEYS_MONGODB_URL: `mongodb://${this.line('keys').address}/` };
  }

  async stop(): Promise<void> {
    await Promise.all([...this.byName.values()].map((line) => line.cut()));
    this.servers.stop();
  }
}

const placeOf = (url: string): string => url.replace(/^[a-z]+:\/\/([^/?]+).*$/, '$1');
