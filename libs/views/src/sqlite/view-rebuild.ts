import { canonicalJson, Turns, type Recorded } from '@ekey/kernel';
import type { GroupCommit } from '@ekey/sqlite';
import { isDeepStrictEqual } from 'node:util';
import type { StoredDocument } from '../projection';
import type { AnyView, Comparison } from '../views.port';
import type { ViewCatalogue } from './view-catalogue';
import type { DocumentRow, ViewTable } from './view-table';

type Facts = AsyncIterable<readonly Recorded[]>;
type Applied = readonly Recorded[];

/** Documents held in memory before they are written: most facts of a document then cost no write of their own. */
const HELD = 20_000;
const COMPARED_AT_ONCE = 500;
/** Pages given back in one commit, so that none holds the others up for long. */
const GIVEN_BACK_AT_ONCE = 1_000;

/** Builds views from their facts, beside the live ones. */
export class ViewRebuild {
  private readonly late = new Map<string, Applied[]>();
  private readonly turns = new Turns();

  constructor(
    private readonly commits: GroupCommit,
    private readonly catalogue: ViewCatalogue,
  ) {}

  /** Facts that the live view was given: whatever is being built gets them too, after its own. */
  alsoApplied(view: AnyView, facts: Applied): void {
    this.late.get(view.name)?.push(facts);
  }

  async rebuild(view: AnyView, facts: Facts): Promise<void> {
    await this.build(view, facts, (table) => this.catalogue.switchTo(view, table));
  }

  async compare(view: AnyView, facts: Facts): Promise<Comparison> {
    return this.build(view, facts, (table) => {
      const live = this.catalogue.get(view).table;
      live.flush();
      const comparison = compareTables(live, table);
      this.catalogue.discard(table);
      return comparison;
    });
  }

  /** One at a time of each view. `end` runs in the commit that takes the late facts in, so that both tables know the same. */
  private build<Result>(view: AnyView, facts: Facts, end: (table: ViewTable) => Result): Promise<Result> {
    return this.turns.take(view.name, async () => {
      this.catalogue.get(view);
      try {
        const result = await this.fill(view, facts, end);
        while (await this.commits.enqueue(() => this.catalogue.giveBack(GIVEN_BACK_AT_ONCE)));
        return result;
      } catch (error) {
        await this.commits.enqueue(() => this.catalogue.reopen(view));
        throw error;
      } finally {
        this.late.delete(view.name);
      }
    });
  }

  private async fill<Result>(view: AnyView, facts: Facts, end: (table: ViewTable) => Result): Promise<Result> {
    const late: Applied[] = [];
    const table = await this.commits.enqueue(() => {
      this.late.set(view.name, late);
      return this.catalogue.scratch(view);
    });
    const held = new Map<string, StoredDocument>();
    for await (const batch of facts) {
      hold(table, held, batch);
      if (held.size >= HELD) await this.commits.enqueue(() => write(table, held));
    }
    return this.commits.enqueue(() => {
      for (const batch of late) hold(table, held, batch);
      write(table, held);
      this.late.delete(view.name);
      return end(table);
    });
  }
}

function hold(table: ViewTable, held: Map<string, StoredDocument>, facts: Applied): void {
  for (const [key, document] of table.projection.project(facts, (each) => held.get(each) ?? table.load(each))) {
    held.set(key, document);
  }
}

function write(table: ViewTable, held: Map<string, StoredDocument>): void {
  for (const [key, document] of held) table.save(key, document);
  held.clear();
}

function compareTables(live: ViewTable, built: ViewTable): Comparison {
  const differing: string[] = [];
  let documents = 0;
  for (const row of rowsOf(live)) {
    documents += 1;
    if (!sameRow(live, row, built.row(row.key))) differing.push(row.key);
  }
  for (const { key } of rowsOf(built)) {
    if (live.row(key) !== undefined) continue;
    documents += 1;
    differing.push(key);
  }
  const firstDifference = differing.sort()[0];
  const result = { equal: differing.length === 0, documents, differing: differing.length };
  return firstDifference === undefined ? result : { ...result, firstDifference };
}

function* rowsOf(table: ViewTable): Iterable<DocumentRow> {
  for (let last = ''; ;) {
    const rows = table.rowsAfter(last, COMPARED_AT_ONCE);
    yield* rows;
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end.key;
  }
}

function sameRow(table: ViewTable, one: DocumentRow, other: DocumentRow | undefined): boolean {
  return other !== undefined && (isDeepStrictEqual(one, other) || comparable(table, one) === comparable(table, other));
}

/** Every column, the parts in one spelling: the order of members and how far a source was heard tell readers nothing. */
function comparable(table: ViewTable, row: DocumentRow): string {
  const { parts: _packed, ...columns } = row;
  return canonicalJson([Object.entries(columns).map(([name, value]) => [name, String(value)]), toldBy(table, row)]);
}

function toldBy(table: ViewTable, row: DocumentRow): unknown {
  try {
    return Object.fromEntries(Object.entries(table.documentOf(row)).map(([name, { is }]) => [name, is]));
  } catch {
    return ['cannot be read', String(row.parts)];
  }
}
