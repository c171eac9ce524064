import type { Clock } from '@ekey/kernel';
import type { SessionStore } from '../security/session-store';

/** A session store that forgets everything when the process ends, and before that only what a clock says is over. */
export class MemorySessions implements SessionStore {
  private readonly kept = new Map<string, { readonly value: unknown; readonly expiresAt: string }>();

  constructor(private readonly clock?: Clock) {}

  async set(kind: string, id: string, value: unknown, expiresAt: string): Promise<void> {
    this.kept.set(`${kind} ${id}`, { value, expiresAt });
  }

  async get<Value>(kind: string, id: string): Promise<Value | null> {
    const kept = this.kept.get(`${kind} ${id}`);
    if (kept === undefined || (this.clock !== undefined && kept.expiresAt <= this.clock.now())) return null;
    return kept.value as Value;
  }

  async take<Value>(kind: string, id: string): Promise<Value | null> {
    const value = await this.get<Value>(kind, id);
    await this.delete(kind, id);
    return value;
  }

  async delete(kind: string, id: string): Promise<void> {
    this.kept.delete(`${kind} ${id}`);
  }

  async deleteAll(kind: string, idPrefix: string): Promise<void> {
    for (const key of this.kept.keys()) if (key.startsWith(`${kind} ${idPrefix}`)) this.kept.delete(key);
  }
}
