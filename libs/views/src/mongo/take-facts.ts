import type { Recorded } from '@ekey/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredDocument } from '../projection';
import { BrokenDocument, ViewsUnavailable } from '../views.port';
import type { Changed, Held, ViewCollection } from './view-collection';

type Facts = readonly Recorded[];

const MOST_TRIES = 50;
const LONGEST_PAUSE_MS = 20;
const NOBODY: ReadonlySet<string> = new Set();

/**
 * Takes batches of facts into a collection, each whole or not at all, with one reading and one writing for all of them. Where
 * another process has written one of the documents meanwhile, all are projected again: what is in already is known there.
 * @returns what went wrong with a batch, by its index: the others are in.
 */
export async function takeFacts(
  table: ViewCollection,
  batches: readonly Facts[],
): Promise<ReadonlyMap<number, unknown>> {
  for (let tries = 1; ; tries += 1) {
    const isNew = tries === 1 ? newIn(table, batches) : NOBODY;
    const { changed, faults } = await project(table, batches, isNew);
    if (changed.size === 0 || (await table.write(changed))) return faults;
    if (tries === MOST_TRIES) throw new ViewsUnavailable(table.name, 'others keep writing the same documents');
    await sleep(Math.random() * LONGEST_PAUSE_MS);
  }
}

/** As `takeFacts`, for facts that have to be taken together. @throws what went wrong with them. */
export async function takeAll(table: ViewCollection, facts: Facts): Promise<void> {
  const faults = await takeFacts(table, [facts]);
  if (faults.size > 0) throw faults.get(0);
}

async function project(
  table: ViewCollection,
  batches: readonly Facts[],
  isNew: ReadonlySet<string>,
): Promise<{ changed: ReadonlyMap<string, Changed>; faults: ReadonlyMap<number, unknown> }> {
  const { projection } = table;
  const faults = new Map<number, unknown>();
  const changed = new Map<string, Changed>();
  const held = await table.hold(new Set(batches.flatMap((facts) => keysOf(table, facts))), isNew);
  const load = (key: string): StoredDocument | undefined => {
    const known = changed.get(key) ?? held.get(key);
    if (known instanceof BrokenDocument) throw known;
    return known?.document;
  };
  for (const [index, facts] of batches.entries()) {
    try {
      for (const [key, document] of projection.project(facts, load))
        changed.set(key, { revision: (held.get(key) as Held).revision, document });
    } catch (error) {
      faults.set(index, error);
    }
  }
  return { changed, faults };
}

/** None where a fact cannot even be placed, as in `keysOf`. */
function newIn({ projection }: ViewCollection, batches: readonly Facts[]): ReadonlySet<string> {
  try {
    return projection.newIn(batches.flat());
  } catch {
    return NOBODY;
  }
}

/** None where a fact cannot even be placed: projecting it meets the same fault, and tells it. */
function keysOf({ projection }: ViewCollection, facts: Facts): readonly string[] {
  try {
    return [...projection.keysOf(facts)];
  } catch {
    return [];
  }
}
