import { isSealed, upcast, type Decider, type Fact } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import type { StoredFact } from './event-store.port';

/** What this module needs of a decider. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- sealing asks for the declaration, not for the decider's types
export type Declares = Pick<Decider<any, any, any, any>, 'personal' | 'upcasters'>;

/** A fact as it may be stored: every declared field that holds something is sealed under the key of its owner. */
export async function sealFact(declares: Declares, fact: Fact, streamId: string, keys: PersonalData): Promise<object> {
  const fields: readonly string[] = declares.personal?.fields[fact.type] ?? [];
  const data = fact.data as Record<string, unknown>;
  const given = fields.filter((field) => data[field] !== undefined && data[field] !== null);
  if (declares.personal === undefined || given.length === 0) return fact.data;
  const owner = declares.personal.owner(fact, streamId);
  const sealed = await Promise.all(given.map((field) => keys.seal(owner, field, data[field])));
  return { ...data, ...Object.fromEntries(given.map((field, index) => [field, sealed[index]])) };
}

/** A stored fact as its decider knows it: newest version, declared fields opened, `null` where their key was destroyed. */
export async function openFact(declares: Declares, stored: StoredFact, keys: PersonalData): Promise<Fact> {
  const data = upcast(declares.upcasters, stored, stored.meta.schemaVersion) as Record<string, unknown>;
  const fields: readonly string[] = declares.personal?.fields[stored.type] ?? [];
  const sealed = fields.filter((field) => isSealed(data[field]));
  if (sealed.length === 0) return { type: stored.type, data };
  const opened: Record<string, unknown> = { ...data };
  for (const field of sealed) opened[field] = await keys.open(data[field] as never);
  return { type: stored.type, data: opened };
}
