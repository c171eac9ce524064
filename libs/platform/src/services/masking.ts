import { isSealed, type Sealed } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';

/** The value without its seals: one sees that something was given, not what. */
export function maskSeals(value: unknown): unknown {
  if (isSealed(value)) return { masked: true, owner: value.owner, field: value.field };
  if (Array.isArray(value)) return value.map(maskSeals);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskSeals(inner)]));
}

/**
 * The value with every seal opened; `null` where the key was destroyed.
 * @throws KeyMissing, SealBroken
 */
export async function openSeals(value: unknown, keys: Pick<PersonalData, 'open'>): Promise<unknown> {
  if (isSealed(value)) return openSeals(await keys.open(value), keys);
  if (Array.isArray(value)) return Promise.all(value.map((item) => openSeals(item, keys)));
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).map(async ([key, inner]) => [key, await openSeals(inner, keys)] as const);
  return Object.fromEntries(await Promise.all(members));
}

/** Every seal that a value holds. */
export function sealsIn(value: unknown): readonly Sealed[] {
  if (isSealed(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sealsIn) : [];
}
