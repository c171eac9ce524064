import type { Recorded } from '@ekey/kernel';
import type { AnyView } from '../views.port';
import { takeFacts } from './take-facts';
import type { OpenView, ViewCatalogue } from './view-catalogue';

interface Call {
  readonly facts: readonly Recorded[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const FACTS_AT_ONCE = 5_000;

/** The facts of one view, in the order in which they came. What comes while the database is being written goes together with the next. */
export class ViewWriter {
  private readonly waiting: Call[] = [];
  private writing: Promise<void> | undefined;

  constructor(
    private readonly catalogue: ViewCatalogue,
    private readonly view: AnyView,
  ) {}

  apply(facts: readonly Recorded[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ facts, resolve, reject });
      this.writing ??= this.writeAll();
    });
  }

  /** Resolves when everything that was given is in, or refused. */
  async idle(): Promise<void> {
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    // Whoever comes in this turn of the loop goes along.
    await Promise.resolve();
    while (this.waiting.length > 0) await this.write(this.nextCalls());
    // In the same breath: whoever is answered and calls again must find somebody who writes.
    this.writing = undefined;
  }

  private nextCalls(): readonly Call[] {
    let facts = 0;
    const tooMany = this.waiting.findIndex((call, index) => (facts += call.facts.length) > FACTS_AT_ONCE && index > 0);
    return this.waiting.splice(0, tooMany === -1 ? this.waiting.length : tooMany);
  }

  private async write(calls: readonly Call[]): Promise<void> {
    try {
      const batches = calls.map(({ facts }) => facts);
      const { table } = await this.announced(batches.flat());
      const faults = await takeFacts(table, batches);
      for (const [index, { resolve, reject }] of calls.entries())
        if (faults.has(index)) reject(faults.get(index));
        else resolve();
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
  }

  /**
   * Whoever builds the view anew has every fact in the log that was there when the build began, and is told of every later
   * one here, before the collection that is to be replaced takes it. Told too late, the collection is no more the current one.
   */
  private async announced(facts: readonly Recorded[]): Promise<OpenView> {
    for (let open = await this.catalogue.current(this.view); ;) {
      if (open.builds.length === 0) return open;
      for (const build of open.builds) await this.catalogue.late(this.view, build).add(facts);
      const now = await this.catalogue.current(this.view);
      if (isSame(open, now)) return now;
      open = now;
    }
  }
}

const isSame = (one: OpenView, other: OpenView): boolean =>
  one.table.id === other.table.id && one.builds.join() === other.builds.join();
