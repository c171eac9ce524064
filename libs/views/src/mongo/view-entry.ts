import { indexesOf } from '../view-names';
import type { AnyView } from '../views.port';

/**
 * `live`: readers are answered from it. `superseded`: those of an older release are, as long as there are any. `next`: a
 * version that grows beside a live one. `building`: nobody's yet. `replaced`: nobody's any more.
 */
type State = 'live' | 'superseded' | 'next' | 'building' | 'replaced';

export interface Table {
  readonly id: number;
  readonly version: number;
  readonly indexes: string;
  readonly state: State;
  /** When somebody was last known to need it. */
  readonly usedAt: Date;
  /** Facts that were late for its building may be missing still: whoever needs it takes them in first. */
  readonly unsettled?: boolean;
}

/** Which collections hold which versions of one view: one document, so that a switch is one write. */
export interface Entry {
  readonly _id: string;
  readonly revision: number;
  readonly lastId: number;
  /** Another one where everything was lost and made anew: numbers begin again then. Older entries have none. */
  readonly born?: string;
  readonly tables: readonly Table[];
}

const SECOND = 1_000;
/**
 * How long after its last use a collection goes. One that is replaced may still be read by a question that was under way;
 * an older release, or one that is not switched to yet, says every ten minutes that it is there, a build more often.
 */
const KEPT_FOR: Readonly<Record<State, number>> = {
  live: Infinity,
  next: 3_600 * SECOND,
  superseded: 3_600 * SECOND,
  building: 300 * SECOND,
  replaced: 60 * SECOND,
};
export const REPLACED_KEPT_MS = KEPT_FOR.replaced;
/** Who builds says so thrice in this time; whoever is silent for longer is not waited for. */
const SILENT_AFTER = 30 * SECOND;
export const BUILDER_SPEAKS_EVERY_MS = SILENT_AFTER / 3;
const SAID_EVERY = 600 * SECOND;

export const noEntry = (view: string, born: string): Entry => ({ _id: view, revision: 0, lastId: 0, born, tables: [] });

/** The collection that the facts of a version go to. */
export const tableOf = (entry: Entry, version: number): Table | undefined =>
  entry.tables.find((table) => table.version === version && ['live', 'superseded', 'next'].includes(table.state));

export const buildsOf = (entry: Entry, version: number): readonly number[] =>
  entry.tables.filter((table) => table.version === version && table.state === 'building').map(({ id }) => id);

/** Whether somebody builds this version and was heard of lately. */
export const isBeingBuilt = ({ tables }: Entry, version: number, now: Date): boolean =>
  tables.some((table) => table.version === version && table.state === 'building' && !isSilent(table, now));

const isSilent = ({ usedAt }: Table, now: Date): boolean => now.getTime() - usedAt.getTime() > SILENT_AFTER;

export const isSpent = ({ state, usedAt }: Table, now: Date): boolean =>
  now.getTime() - usedAt.getTime() > KEPT_FOR[state];

/** Whether there are builds of which nothing was heard for so long that nobody waits for them. */
export const hasAbandoned = ({ tables }: Entry, now: Date): boolean =>
  tables.some((table) => table.state === 'building' && isSpent(table, now));

/** Whether its user should say again that it is needed. */
export const isFading = ({ state, usedAt }: Table, now: Date): boolean =>
  state !== 'live' && now.getTime() - usedAt.getTime() > SAID_EVERY;

/** With a collection for this version; nobody is answered from it where an older version is live. @throws RangeError */
export function opened(entry: Entry, view: AnyView, usedAt: Date): Entry {
  const own = tableOf(entry, view.version);
  if (own === undefined) {
    const state = entry.tables.some((table) => table.state === 'live') ? 'next' : 'live';
    return withTable(entry, { version: view.version, indexes: indexesOf(view), state, usedAt });
  }
  if (own.indexes !== indexesOf(view)) throw new RangeError(`the indexes of ${view.name} changed: raise its version`);
  return used(entry, own.id, usedAt);
}

export const building = (entry: Entry, view: AnyView, usedAt: Date): Entry =>
  withTable(entry, { version: view.version, indexes: indexesOf(view), state: 'building', usedAt });

export const used = (entry: Entry, id: number, usedAt: Date): Entry => changed(entry, id, { usedAt });

export const settled = (entry: Entry, id: number): Entry => changed(entry, id, { unsettled: false });

export const without = (entry: Entry, gone: (table: Table) => boolean): Entry => ({
  ...entry,
  tables: entry.tables.filter((table) => !gone(table)),
});

/**
 * Readers of its version are answered from this collection from now on; the one that stood in its place is replaced, and
 * other versions are superseded. A version that is superseded itself only has its collection replaced.
 * @throws Error where a build was given up by the others, because nothing was heard of it.
 */
export function switched(entry: Entry, id: number, now: Date): Entry {
  const built = entry.tables.find((table) => table.id === id);
  if (built === undefined)
    throw new Error(`nothing was heard of the rebuild of ${entry._id} for too long: begin again`);
  const place = tableOf(entry, built.version);
  const state = place?.state === 'superseded' ? 'superseded' : 'live';
  const after = (table: Table): Table => {
    if (table.id === id) return { ...table, state, usedAt: now, unsettled: built.state === 'building' };
    if (table.id === place?.id) return { ...table, state: 'replaced', usedAt: now };
    return table.state === 'live' && state === 'live' ? { ...table, state: 'superseded', usedAt: now } : table;
  };
  return { ...entry, tables: entry.tables.map(after) };
}

const withTable = (entry: Entry, table: Omit<Table, 'id'>): Entry => ({
  ...entry,
  lastId: entry.lastId + 1,
  tables: [...entry.tables, { id: entry.lastId + 1, ...table }],
});

const changed = (entry: Entry, id: number, change: Partial<Table>): Entry => ({
  ...entry,
  tables: entry.tables.map((table) => (table.id === id ? { ...table, ...change } : table)),
});
