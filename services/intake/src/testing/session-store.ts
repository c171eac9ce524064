import type { SessionStore } from '@ekey/platform';

/** A session store in memory that never forgets by itself, for tests. */
export function sessionStore(): SessionStore & { readonly size: () => number } {
  const values = new Map<string, unknown>();
  const key = (kind: string, id: string): string => `${kind} ${id}`;
  const get = <Value>(kind: string, id: string): Promise<Value | null> =>
    Promise.resolve((values.get(key(kind, id)) as Value | undefined) ?? null);
  return {
    size: () => values.size,
    get,
    set: async (kind, id, value) => void values.set(key(kind, id), value),
    delete: async (kind, id) => void values.delete(key(kind, id)),
    take: async <Value>(kind: string, id: string) => {
      const value = await get<Value>(kind, id);
      values.delete(key(kind, id));
      return value;
    },
    deleteAll: async (kind, prefix) => {
      for (const each of values.keys()) if (each.startsWith(key(kind, prefix))) values.delete(each);
    },
  };
}
