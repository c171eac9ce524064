import { canonicalJson, Turns, type Recorded } from '@ekey/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { ViewBehind, type AnyView, type Comparison } from '../views.port';
import { takeAll } from './take-facts';
import type { ViewCatalogue } from './view-catalogue';
import type { ViewCollection } from './view-collection';
import { BUILDER_SPEAKS_EVERY_MS, REPLACED_KEPT_MS } from './view-entry';
import type { StoredView } from './view-filter';

type Facts = AsyncIterable<readonly Recorded[]>;

/** Facts gathered before they are written: most facts of a document then cost no write of their own. */
const FACTS_AT_ONCE = 10_000;
const COMPARED_AT_ONCE = 500;
const LOOK_FOR_ANOTHER_MS = 250;
/** Facts on their way into the live collection are in the other one already: what differs is looked at again. */
const LOOKS_AGAIN = 3;
const LOOK_AGAIN_MS = 200;

/** Builds views from their facts, beside the live ones; other processes go on meanwhile, and may even build the same. */
export class ViewRebuild {
  private readonly turns = new Turns();
  private readonly sweeps = new Set<NodeJS.Timeout>();
  private readonly closing = new AbortController();

  constructor(private readonly catalogue: ViewCatalogue) {}

  async rebuild(view: AnyView, facts: Facts): Promise<void> {
    await this.inTurn(view, async () => this.fillAndSwitch(view, await this.catalogue.build(view), facts));
  }

  async rebuildUnlessAnother(view: AnyView, facts: Facts): Promise<boolean> {
    return this.inTurn(view, async () => {
      const table = await this.catalogue.buildAlone(view);
      if (table === undefined) await this.awaitAnother(view);
      else await this.fillAndSwitch(view, table, facts);
      return table !== undefined;
    });
  }

  compare(view: AnyView, facts: Facts): Promise<Comparison> {
    return this.inTurn(view, async () => {
      const table = await this.catalogue.build(view);
      return this.filled(view, table, facts, async () => {
        const comparison = await this.compareWithLive(view, table);
        await this.catalogue.discard(view, table.id);
        return comparison;
      });
    });
  }

  close(): void {
    this.closing.abort();
    this.sweeps.forEach(clearTimeout);
  }

  /** One at a time of each view in this process. */
  private inTurn<Result>(view: AnyView, work: () => Promise<Result>): Promise<Result> {
    return this.turns.take(view.name, () => {
      this.catalogue.known(view);
      return work();
    });
  }

  private async fillAndSwitch(view: AnyView, table: ViewCollection, facts: Facts): Promise<void> {
    await this.filled(view, table, facts, () => this.catalogue.switchTo(view, table.id));
    this.sweepLater(view);
  }

  private async filled<Result>(
    view: AnyView,
    table: ViewCollection,
    facts: Facts,
    end: () => Promise<Result>,
  ): Promise<Result> {
    const use = (): void => void this.catalogue.use(view, table.id).catch(() => undefined);
    const heardOf = setInterval(use, BUILDER_SPEAKS_EVERY_MS).unref();
    try {
      await fill(table, facts);
      await this.takeLate(view, table);
      return await end();
    } catch (error) {
      // What is left where the database is gone as well goes when nothing was heard of it for long enough.
      await this.catalogue.discard(view, table.id).catch(() => undefined);
      throw error;
    } finally {
      clearInterval(heardOf);
    }
  }

  /** Until the other one has switched, given up, or was not heard of for too long. @throws ViewBehind where the store closes. */
  private async awaitAnother(view: AnyView): Promise<void> {
    const { signal } = this.closing;
    while (await this.catalogue.isBeingBuilt(view)) {
      if (signal.aborted) throw new ViewBehind(view.name);
      await sleep(LOOK_FOR_ANOTHER_MS, undefined, { signal }).catch(() => undefined);
    }
    await this.catalogue.current(view);
  }

  /** The collection that stood before goes once nobody can be reading it any more. Where this process ends first, at the next start. */
  private sweepLater(view: AnyView): void {
    const timer = setTimeout(() => {
      this.sweeps.delete(timer);
      this.catalogue.sweep(view.name).catch(() => undefined);
    }, REPLACED_KEPT_MS + 1_000).unref();
    this.sweeps.add(timer);
  }

  private async takeLate(view: AnyView, table: ViewCollection): Promise<void> {
    for await (const facts of this.catalogue.late(view, table.id).all()) await takeAll(table, facts);
  }

  private async compareWithLive(view: AnyView, built: ViewCollection): Promise<Comparison> {
    const { table: live } = await this.catalogue.current(view);
    const { documents, differing: found } = await differences(live, built);
    let differing = found;
    for (let looks = 0; differing.length > 0 && looks < LOOKS_AGAIN; looks += 1) {
      await sleep(LOOK_AGAIN_MS);
      await this.takeLate(view, built);
      differing = await stillDiffering(live, built, differing);
    }
    const [firstDifference] = [...differing].sort();
    const result = { equal: differing.length === 0, documents, differing: differing.length };
    return firstDifference === undefined ? result : { ...result, firstDifference };
  }
}

async function fill(table: ViewCollection, facts: Facts): Promise<void> {
  let gathered: Recorded[] = [];
  for await (const batch of facts) {
    gathered.push(...batch);
    if (gathered.length < FACTS_AT_ONCE) continue;
    await takeAll(table, gathered);
    gathered = [];
  }
  await takeAll(table, gathered);
}

async function differences(
  live: ViewCollection,
  built: ViewCollection,
): Promise<{ documents: number; differing: string[] }> {
  const differing: string[] = [];
  let documents = 0;
  for await (const page of pagesOf(live)) {
    documents += page.length;
    differing.push(...differingOf(page, await built.among(page.map(({ _id }) => _id))));
  }
  for await (const page of pagesOf(built)) {
    const known = new Set((await live.among(page.map(({ _id }) => _id))).map(({ _id }) => _id));
    const more = page.map(({ _id }) => _id).filter((key) => !known.has(key));
    documents += more.length;
    differing.push(...more);
  }
  return { documents, differing };
}

async function stillDiffering(live: ViewCollection, built: ViewCollection, keys: readonly string[]): Promise<string[]> {
  const differing: string[] = [];
  for (let from = 0; from < keys.length; from += COMPARED_AT_ONCE) {
    const some = keys.slice(from, from + COMPARED_AT_ONCE);
    const [ones, others] = [await live.among(some), await built.among(some)];
    differing.push(...differingOf(ones, others), ...differingOf(others, ones));
  }
  return [...new Set(differing)];
}

async function* pagesOf(table: ViewCollection): AsyncIterable<readonly StoredView[]> {
  for (let last = ''; ;) {
    const page = await table.after(last, COMPARED_AT_ONCE);
    const end = page.at(-1);
    if (end === undefined) return;
    yield page;
    last = end._id;
  }
}

/** The keys of those that have no equal among the others. */
function differingOf(ones: readonly StoredView[], others: readonly StoredView[]): readonly string[] {
  const told = new Map(others.map((each) => [each._id, toldBy(each)]));
  return ones.filter((each) => told.get(each._id) !== toldBy(each)).map(({ _id }) => _id);
}

/** What readers may see of it, in one spelling: how often it was written and how far its sources were heard is none of that. */
function toldBy({ parts, revision: _revision, ...columns }: StoredView): string {
  return canonicalJson([Object.entries(columns).sort(), partsTold(parts)]);
}

function partsTold(parts: string): unknown {
  try {
    const document = JSON.parse(parts) as Record<string, { is?: unknown }>;
    return Object.fromEntries(Object.entries(document).map(([name, { is }]) => [name, is]));
  } catch {
    return ['cannot be read', parts];
  }
}
