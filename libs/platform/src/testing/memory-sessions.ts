import type { Clock } from '@ekey/kernel';
import type { SessionStore } from '../security/session-store';

interface Kept {
  readonly value: unknown;
  readonly expiresAt: string;
}

/** A session store that forgets everything when the process ends, and before that only what a clock says is over. */
export class MemorySessions implements SessionStore {
  private readonly kinds = new Map<string, Map<string, Kept>>();

  constructor(private readonly clock?: Clock) {}

  async set(kind: string, id: string, value: unknown, expiresAt: string): Promise<void> {
    this.of(kind).set(id, { value, expiresAt });
  }

  async setIfAbsent(kind: string, id: string, value: unknown, expiresAt: string): Promise<boolean> {
    if (this.isLive(this.of(kind).get(id))) return false;
    this.of(kind).set(id, { value, expiresAt });
    return true;
  }

  async get<Value>(kind: string, id: string): Promise<Value | null> {
    const kept = this.of(kind).get(id);
    return this.isLive(kept) ? (kept.value as Value) : null;
  }

  async list<Value>(kind: string, idPrefix: string): Promise<readonly Value[]> {
    const alike = [...this.of(kind)].filter(([id, kept]) => id.startsWith(idPrefix) && this.isLive(kept));
    return alike.map(([, { value }]) => value as Value);
  }

  async take<Value>(kind: string, id: string): Promise<Value | null> {
    const kept = this.of(kind).get(id);
    this.of(kind).delete(id);
    return this.isLive(kept) ? (kept.value as Value) : null;
  }

  async delete(kind: string, id: string): Promise<void> {
    this.of(kind).delete(id);
  }

  async deleteAll(kind: string, idPrefix: string): Promise<void> {
    for (const id of this.of(kind).keys()) if (id.startsWith(idPrefix)) this.of(kind).delete(id);
  }

  private of(kind: string): Map<string, Kept> {
    const kept = this.kinds.get(kind) ?? new Map<string, Kept>();
    this.kinds.set(kind, kept);
    return kept;
  }

  private isLive(kept: Kept | undefined): kept is Kept {
    return kept !== undefined && (this.clock === undefined || kept.expiresAt > this.clock.now());
  }
}
