import type { Database } from '@ekey/sqlite';

const SAVED_EVERY_MS = 20;

/**
 * How far each group has read each topic. A position is saved a moment later, and many at once: one that a kill has
 * swallowed is read again, which every consumer is ready for anyway.
 */
export class Offsets {
  private readonly known = new Map<string, number>();
  private readonly unsaved = new Map<string, readonly [topic: string, group: string]>();
  private timer: NodeJS.Timeout | undefined;
  private readonly sql;

  /** @param commit runs the writing in a commit of its own. */
  constructor(
    database: Database,
    private readonly commit: (write: () => void) => Promise<void>,
  ) {
    this.sql = {
      find: database.prepare('SELECT position FROM offsets WHERE topic = ? AND consumer = ?'),
      save: database.prepare(
        `INSERT INTO offsets (topic, consumer, position) VALUES (?, ?, ?)
         ON CONFLICT (topic, consumer) DO UPDATE SET position = excluded.position`,
      ),
    };
  }

  get(topic: string, group: string): number {
    const row = (): { position: number } | undefined =>
      this.sql.find.get(topic, group) as { position: number } | undefined;
    return this.known.get(keyOf(topic, group)) ?? row()?.position ?? 0;
  }

  set(topic: string, group: string, position: number): void {
    const key = keyOf(topic, group);
    this.known.set(key, position);
    this.unsaved.set(key, [topic, group]);
    this.timer ??= setTimeout(() => this.saveSoon(), SAVED_EVERY_MS).unref();
  }

  /** Within a transaction: whatever commits anyway takes the positions along. */
  save(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const [key, [topic, group]] of this.unsaved) this.sql.save.run(topic, group, this.known.get(key) ?? 0);
    this.unsaved.clear();
  }

  /** Where it fails, for a full disk, the positions are read again after the next start. */
  private saveSoon(): void {
    this.commit(() => this.save()).catch(() => undefined);
  }
}

const keyOf = (topic: string, group: string): string => JSON.stringify([topic, group]);
