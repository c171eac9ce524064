import type { Fact, KeyOwner } from '@ekey/kernel';
import type { AnyDecider } from '@ekey/platform';

/** The fact as it is stored. The words themselves stand in the seal, since nobody here has a key. */
export function sealed({ personal }: AnyDecider, { type, data }: Fact, streamId: string): object {
  const fields = (personal?.fields as Record<string, readonly string[]> | undefined)?.[type] ?? [];
  const members = data as Record<string, unknown>;
  const given = fields.filter((field) => members[field] !== undefined && members[field] !== null);
  if (personal === undefined || given.length === 0) return data;
  const owner = personal.owner({ type, data }, streamId) as KeyOwner;
  const seals = given.map((field) => [field, { $sealed: JSON.stringify(members[field]), owner, field }]);
  return { ...data, ...Object.fromEntries(seals) };
}
