import { Refusal } from '@ekey/floor';
import type { MongoPersonalData } from '@ekey/personal-data/mongo';
import type { SqlitePersonalData } from '@ekey/personal-data/sqlite';
import { sideBySide } from '../side-by-side';

/** Tombstones before keys: what was erased comes back at no moment. @throws Refusal, OtherSecrets */
export async function copyKeys(from: SqlitePersonalData, to: MongoPersonalData): Promise<void> {
  await sideBySide(from.erasures(), ({ owner, erasedAt }) => to.erase(owner, erasedAt));
  await sideBySide(from.wrappedKeys(), async ({ owner, wrapped }) => {
    if (!(await to.adopt(owner, wrapped))) throw new Refusal(`${owner} has another key on the distributed floor`);
  });
}

export async function differencesOfKeys(
  from: SqlitePersonalData,
  to: MongoPersonalData,
): Promise<{ readonly keys: number; readonly faults: readonly string[] }> {
  const faults: string[] = [];
  let keys = 0;
  await sideBySide(from.erasures(), async ({ owner }) => {
    keys += 1;
    if (!(await to.isErased(owner))) faults.push(`${owner} was erased, and is not on the distributed floor`);
  });
  await sideBySide(from.wrappedKeys(), async ({ owner, wrapped }) => {
    keys += 1;
    if (!(await to.holds(owner, wrapped))) faults.push(`the key of ${owner} is missing or another`);
  });
  return { keys, faults };
}
