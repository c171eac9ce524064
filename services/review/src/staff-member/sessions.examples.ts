import type { SessionStore } from '@ekey/platform';

/** A session store that forgets when the process ends and keeps everything until then. */
export function memorySessions(): SessionStore {
  const values = new Map<string, unknown>();
  const at = (kind: string, id: string) => `${kind} ${id}`;
  const get = async <Value>(kind: string, id: string) => (values.get(at(kind, id)) ?? null) as Value | null;
  return {
    get,
    set: async (kind, id, value) => void values.set(at(kind, id), value),
    take: async <Value>(kind: string, id: string) => {
      const value = await get<Value>(kind, id);
      values.delete(at(kind, id));
      return value;
    },
    delete: async (kind, id) => void values.delete(at(kind, id)),
    deleteAll: async (kind, prefix) => {
      for (const key of values.keys()) if (key.startsWith(at(kind, prefix))) values.delete(key);
    },
  };
}
