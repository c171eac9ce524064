import type { Upcasters } from './decider';
import type { Fact } from './fact';
import type { Recorded } from './recorded-fact';

/** Raised step by step from the stored version to the newest that the upcasters know. */
export function upcast(
  upcasters: Upcasters | undefined,
  fact: { readonly type: string; readonly data: object },
  schemaVersion: number,
): object {
  let data = fact.data;
  for (let version = schemaVersion; ; version += 1) {
    const step = upcasters?.[`${fact.type}.v${version}`];
    if (step === undefined) return data;
    data = step(data as Record<string, unknown>);
  }
}

/** A recorded fact in its newest version, as if it had been written today. */
export function upcastFact<F extends Fact>(upcasters: Upcasters | undefined, fact: Recorded<F>): Recorded<F> {
  const schemaVersion = currentVersion(upcasters, fact.type, fact.meta.schemaVersion);
  if (schemaVersion === fact.meta.schemaVersion) return fact;
  return { ...fact, data: upcast(upcasters, fact, fact.meta.schemaVersion), meta: { ...fact.meta, schemaVersion } };
}

/** The version in which a fact of this type is written today. */
export function currentVersion(upcasters: Upcasters | undefined, type: string, from = 1): number {
  let version = from;
  while (upcasters?.[`${type}.v${version}`] !== undefined) version += 1;
  return version;
}
