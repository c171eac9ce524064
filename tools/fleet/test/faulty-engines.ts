import { KurrentDouble } from '@ekey/event-store/kurrent-double';
import type { EngineAddresses } from '../src';
import { FaultyLine } from './faulty-line';

export const ENGINES = ['kurrent', 'kafka', 'mongo', 'keys', 'minio', 'smtp'] as const;
export type Engine = (typeof ENGINES)[number];

/** Every server behind a line of its own that may fail; the keys of persons' data, too, though they are on MongoDB as well. */
export class FaultyEngines {
  private readonly double = new KurrentDouble();
  private readonly byName = new Map<Engine, FaultyLine>();

  constructor(private readonly real: EngineAddresses) {}

  /** @param whole whether the lines are sound; otherwise nobody can be reached yet. */
  async start(whole = true): Promise<void> {
    if (this.real.kurrent === undefined) await this.double.start();
    const { kafka, minio, mongo, smtp } = this.real;
    const lines: readonly (readonly [Engine, FaultyLine])[] = [
      ['kurrent', new FaultyLine(placeOf(this.real.kurrent ?? `kurrentdb://${this.double.address}`))],
      ['kafka', new FaultyLine(kafka, true)],
      ['mongo', new FaultyLine(placeOf(mongo))],
      ['keys', new FaultyLine(placeOf(mongo))],
      ['minio', new FaultyLine(placeOf(minio.url))],
      ['smtp', new FaultyLine(smtp.address)],
    ];
    for (const [name, line] of lines) {
      await line.mend();
      if (!whole) await line.cut();
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
    return {
      ...this.real,
      kafka: this.line('kafka').address,
      mongo: `mongodb://${this.line('mongo').address}/`,
      minio: { ...this.real.minio, url: `http://${this.line('minio').address}` },
      smtp: { ...this.real.smtp, address: this.line('smtp').address },
      kurrent: `kurrentdb://${this.line('kurrent').address}?tls=false`,
    };
  }

  /** Where a fleet has its keys by a line of their own. */
  get settings(): Readonly<Record<string, string>> {
    return { KEYS_MONGODB_URL: `mongodb://${this.line('keys').address}/` };
  }

  async stop(): Promise<void> {
    await Promise.all([...this.byName.values()].map((line) => line.cut()));
    await this.double.stop();
  }
}

const placeOf = (url: string): string => url.replace(/^[a-z]+:\/\/([^/?]+).*$/, '$1');
