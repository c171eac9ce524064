import type { Upcasters } from './decider';

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

/** The version in which a fact of this type is written today. */
export function currentVersion(upcasters: Upcasters | undefined, type: string): number {
  let version = 1;
  while (upcasters?.[`${type}.v${version}`] !== undefined) version += 1;
  return version;
}
