import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Bytes of every file in a folder, by the store that it belongs to: the path down to the second level. */
export function bytesIn(folder: string): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const [first = '', second = ''] = path.relative(folder, file).split(path.sep);
    const store = ['documents', 'outbox', 'secrets', 'ca'].includes(first) ? first : path.join(first, second);
    sizes[store] = (sizes[store] ?? 0) + statSync(file).size;
  }
  return sizes;
}
