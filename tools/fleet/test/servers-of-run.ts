import { KurrentDouble } from '@ekey/event-store/kurrent-double';
import { enginesOf, type EngineAddresses } from '../src';

/** The servers that this run of specs has; where no KurrentDB is among them, a double that speaks its protocol stands for it. */
export class ServersOfRun {
  /** As they were found or named. */
  readonly given = enginesOf(process.env);
  private readonly double = new KurrentDouble();

  /** What keeps the logs, as titles name it. */
  get logs(): string {
    return this.given.kurrent ?? 'double';
  }

  /** Those on which a fleet keeps its logs in files. */
  get withoutLogs(): EngineAddresses {
    const { kurrent: _, ...others } = this.given;
    return others;
  }

  /** @returns them with a server for the logs. */
  async start(): Promise<EngineAddresses & { readonly kurrent: string }> {
    const { given, double } = this;
    if (given.kurrent === undefined) await double.start();
    return { ...given, kurrent: given.kurrent ?? `kurrentdb://${double.address}?tls=false` };
  }

  stop(): void {
    this.double.stop();
  }
}
