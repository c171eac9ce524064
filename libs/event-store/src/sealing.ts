import { isSealed, upcast, type Decider, type Fact, type KeyOwner } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import type { StoredFact } from './event-store.port';

/** What this module needs of a decider. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- sealing asks for the declaration, not for the decider's types
export type Declares = Pick<Decider<any, any, any, any>, 'personal' | 'upcasters'>;

type Members = Readonly<Record<string, unknown>>;

/** A fact as it may be stored: every declared field that holds something is sealed under the key of its owner. */
export async function sealFact(declares: Declares, fact: Fact, streamId: string, keys: PersonalData): Promise<object> {
  const data = fact.data as Members;
  const given = declaredFields(declares, fact.type).filter(
    (field) => data[field] !== undefined && data[field] !== null,
  );
  if (declares.personal === undefined || given.length === 0) return data;
  const owner = declares.personal.owner(fact, streamId);
  const sealed: Record<string, unknown> = { ...data };
  for (const field of given) sealed[field] = await keys.seal(owner, field, data[field]);
  return sealed;
}

/** A stored fact as its decider knows it: newest version, declared fields opened, `null` where their key was destroyed. */
export async function openFact(
  declares: Declares,
  stored: StoredFact,
  keys: Pick<PersonalData, 'open'>,
): Promise<Fact> {
  const data = upcast(declares.upcasters, stored, stored.meta.schemaVersion) as Members;
  const opened: Record<string, unknown> = {};
  for (const field of declaredFields(declares, stored.type)) {
    const value = data[field];
    if (isSealed(value)) opened[field] = await keys.open(value);
  }
  return { type: stored.type, data: { ...data, ...opened } };
}

/** Whose keys a fact, as it is stored, is opened with. */
export function ownersOf(declares: Declares, stored: object): readonly KeyOwner[] {
  if (declares.personal === undefined) return [];
  return Object.values(stored)
    .filter(isSealed)
    .map(({ owner }) => owner);
}

const declaredFields = (declares: Declares, type: string): readonly string[] => declares.personal?.fields[type] ?? [];
