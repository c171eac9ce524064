import { randomUUID } from 'node:crypto';
import { isDuplicate, type mongo, type MongoConnection } from '@ekey/mongo';
import { Projection } from '../projection';
import { refuseNames } from '../view-names';
import { ViewBehind, ViewsUnavailable, type AnyView } from '../views.port';
import { LateFacts } from './late-facts';
import { takeAll } from './take-facts';
import { dropCollection, ViewCollection } from './view-collection';
import {
  building,
  buildsOf,
  hasAbandoned,
  isBeingBuilt,
  isFading,
  isSpent,
  noEntry,
  opened,
  settled,
  switched,
  tableOf,
  used,
  without,
  type Entry,
  type Table,
} from './view-entry';

/** A view with the collection that its facts go to. */
export interface OpenView {
  readonly view: AnyView;
  readonly table: ViewCollection;
  /** Whether readers are answered from it; otherwise an older version still stands beside it. */
  readonly answers: boolean;
  /** Collections of this version that somebody builds; they want every fact too. */
  readonly builds: readonly number[];
  /** Which making of everything it is of. */
  readonly born: string | undefined;
}

const ENTRIES = 'views';

/** Which collection holds which version of which view, as all processes of the service see it. */
export class ViewCatalogue {
  private readonly opened = new Map<string, OpenView>();

  constructor(private readonly connection: MongoConnection) {}

  /** @throws RangeError for a name that no view may have, or indexes that changed without a version. */
  async open(view: AnyView): Promise<void> {
    refuseNames(view);
    await this.sweep(view.name);
    const entry = await this.change(view.name, (before, now) => opened(before, view, now));
    const { id } = tableOf(entry, view.version) as Table;
    const table = new ViewCollection(this.connection, new Projection(view), id);
    await table.prepare();
    this.register(view, entry, table);
  }

  /** As it was last. @throws RangeError where it was not opened. */
  known(view: AnyView): OpenView {
    const open = this.opened.get(view.name);
    if (open?.view.version !== view.version) throw new RangeError(`${view.name} v${view.version} was not opened`);
    return open;
  }

  pending(): readonly AnyView[] {
    return [...this.opened.values()].filter(({ answers }) => !answers).map(({ view }) => view);
  }

  /**
   * As it is now, whoever has changed it.
   * @throws ViewBehind where nobody has used this version for so long that it is gone, ViewsUnavailable where everything is.
   */
  async current(view: AnyView): Promise<OpenView> {
    const { table, born } = this.known(view);
    const entry = await this.heardOf(view.name);
    if (isLost(entry)) throw this.lost(view);
    const own = tableOf(entry, view.version);
    if (own === undefined) throw new ViewBehind(view.name);
    const mine = own.id === table.id && entry.born === born ? table : this.collection(view, own.id);
    if (own.unsettled === true) {
      await this.settle(mine);
      return this.current(view);
    }
    // By the clock of this host, since it is looked at with every question: an hour is long enough for it to be wrong by.
    if (isFading(own, new Date())) await this.use(view, own.id);
    return this.register(view, entry, mine);
  }

  async switchTo(view: AnyView, id: number): Promise<void> {
    await this.change(view.name, (entry, now) => switched(entry, id, now));
    await this.current(view);
  }

  /** An empty collection to build in. From now on every process has its facts go there too. */
  async build(view: AnyView): Promise<ViewCollection> {
    await this.ensure(view);
    const { lastId } = await this.change(view.name, (entry, now) => building(entry, view, now));
    return this.prepared(view, lastId);
  }

  /** As `build`, unless another process builds this version already. */
  async buildAlone(view: AnyView): Promise<ViewCollection | undefined> {
    await this.ensure(view);
    let isTaken = false;
    const { lastId } = await this.change(view.name, (entry, now) => {
      isTaken = isBeingBuilt(entry, view.version, now);
      return isTaken ? entry : building(entry, view, now);
    });
    return isTaken ? undefined : this.prepared(view, lastId);
  }

  /** Whether somebody builds this version now. */
  async isBeingBuilt(view: AnyView): Promise<boolean> {
    return isBeingBuilt(await this.entry(view.name), view.version, await this.now());
  }

  /** Says that somebody still needs a collection. */
  async use(view: AnyView, id: number): Promise<void> {
    await this.change(view.name, (entry, now) => used(entry, id, now));
  }

  /** What was built is not needed; one that is switched to already stays. */
  async discard(view: AnyView, id: number): Promise<void> {
    await this.change(view.name, (entry) => without(entry, (table) => table.id === id && table.state === 'building'));
    await this.sweep(view.name);
  }

  late(view: AnyView, build: number): LateFacts {
    return new LateFacts(this.connection, view.name, build);
  }

  /** Drops what nobody needs any more, and what a process that woke up late, or was killed, has left. */
  async sweep(view: string): Promise<void> {
    // First what there is, then who needs it: a collection is made after its entry.
    const there = await this.collections(view);
    const entry = await this.change(view, (before, now) => without(before, (table) => isSpent(table, now)));
    const isNeeded = ({ id, state, unsettled }: Table, kind: string, needed: number): boolean =>
      id === needed && (kind === 'view' || state === 'building' || unsettled === true);
    for (const { name, kind, id } of there)
      if (!entry.tables.some((table) => isNeeded(table, kind, id))) await dropCollection(this.connection, name);
  }

  /** Without builds that were abandoned: every fact would go on being kept for them, until a process starts. */
  private async heardOf(view: string): Promise<Entry> {
    const entry = await this.entry(view);
    // By the clock of this host, as above; whether it is so the sweep asks the server.
    if (!hasAbandoned(entry, new Date())) return entry;
    await this.sweep(view);
    return this.entry(view);
  }

  /** Takes in what was late for the building: a document that has heard later facts would drop it. */
  private async settle(table: ViewCollection): Promise<void> {
    const { view } = table.projection;
    const late = this.late(view, table.id);
    try {
      for await (const facts of late.all()) await takeAll(table, facts);
    } catch (error) {
      // Whoever was quicker has dropped it, and a server does not like to be reading what is dropped.
      const own = tableOf(await this.entry(view.name), view.version);
      if (own?.id !== table.id || own.unsettled !== true) return;
      throw error;
    }
    await this.change(view.name, (entry) => settled(entry, table.id));
    await late.drop();
  }

  /** Makes a place for a view again where all that was known of it is lost. */
  private async ensure(view: AnyView): Promise<void> {
    if (isLost(await this.entry(view.name))) await this.open(view);
  }

  private async prepared(view: AnyView, id: number): Promise<ViewCollection> {
    const table = this.collection(view, id);
    await table.prepare();
    return table;
  }

  private lost(view: AnyView): ViewsUnavailable {
    const { address } = this.connection;
    return new ViewsUnavailable(
      address,
      `${view.name} is lost: npm run replay -- --rebuild <service> --switch makes the views of the service again`,
    );
  }

  private collection(view: AnyView, id: number): ViewCollection {
    return new ViewCollection(this.connection, new Projection(view), id);
  }

  private register(view: AnyView, entry: Entry, table: ViewCollection): OpenView {
    const answers = tableOf(entry, view.version)?.state !== 'next';
    const open = { view, table, answers, builds: buildsOf(entry, view.version), born: entry.born };
    this.opened.set(view.name, open);
    return open;
  }

  private async collections(view: string): Promise<readonly { name: string; kind: string; id: number }[]> {
    const { limits } = this.connection;
    const all = await this.connection.ask((database) =>
      database.listCollections({}, { nameOnly: true, ...limits }).toArray(),
    );
    return all.flatMap(({ name }) => {
      const [kind = '', of, id] = name.split('.');
      return (kind === 'view' || kind === 'late') && of === view ? [{ name, kind, id: Number(id) }] : [];
    });
  }

  private async entry(view: string): Promise<Entry> {
    return (
      (await this.ask((entries) => entries.findOne({ _id: view }, this.connection.limits))) ??
      noEntry(view, randomUUID())
    );
  }

  /** @returns the entry as it is then; nothing is written where nothing differs. */
  private async change(view: string, change: (entry: Entry, now: Date) => Entry): Promise<Entry> {
    for (;;) {
      const now = await this.now();
      const before = await this.entry(view);
      const after = { ...change(before, now), revision: before.revision + 1 };
      if (JSON.stringify(after.tables) === JSON.stringify(before.tables)) return before;
      if (await this.stored(before, after)) return after;
    }
  }

  /** @returns whether nobody else has changed it meanwhile. */
  private async stored(before: Entry, after: Entry): Promise<boolean> {
    const { limits } = this.connection;
    try {
      if (before.revision === 0) {
        await this.ask((entries) => entries.insertOne(after, limits));
        return true;
      }
      const { _id, revision } = before;
      const { matchedCount } = await this.ask((entries) => entries.replaceOne({ _id, revision }, after, limits));
      return matchedCount === 1;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** The server's own time: those of several hosts may differ by more than anybody is waited for. */
  private now(): Promise<Date> {
    return this.connection.ask(async (database) => {
      // By its older name, which every server knows.
      const { localTime } = await database.command({ isMaster: 1, ...this.connection.limits });
      return localTime instanceof Date ? localTime : new Date();
    });
  }

  private ask<Answer>(question: (entries: mongo.Collection<Entry>) => Promise<Answer>): Promise<Answer> {
    return this.connection.ask((database) => question(database.collection<Entry>(ENTRIES)));
  }
}

const isLost = ({ tables }: Entry): boolean => tables.length === 0;
