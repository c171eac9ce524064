interface Entry<Value> {
  value: Value;
  /** Since it was last looked at for room. */
  asked: boolean;
}

/**
 * A map that forgets what was not asked for the longest. Asking only leaves a mark: where room is needed, the oldest entry
 * goes, unless it is marked; then it counts as new and the next one is looked at.
 */
export class LeastRecentlyUsed<Value> {
  private readonly entries = new Map<string, Entry<Value>>();

  constructor(private readonly capacity: number) {}

  get(key: string): Value | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    entry.asked = true;
    return entry.value;
  }

  set(key: string, value: Value): void {
    const entry = this.entries.get(key);
    if (entry !== undefined) {
      entry.value = value;
      entry.asked = true;
      return;
    }
    this.entries.set(key, { value, asked: false });
    if (this.entries.size > this.capacity) this.makeRoom();
  }

  delete(key: string): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }

  private makeRoom(): void {
    for (const [key, entry] of this.entries) {
      this.entries.delete(key);
      if (!entry.asked) return;
      entry.asked = false;
      this.entries.set(key, entry);
    }
  }
}
