interface Reader {
  readonly key: string;
  readonly look: () => boolean;
  readonly end: (reached: () => boolean) => void;
}

/** Readers who wait for a document to reach a revision: each looks again when it has changed, and at no other time. */
export class WaitingReaders {
  private readonly readers = new Map<string, Set<Reader>>();

  /** @returns whether `look` came true within the time. @throws what `look` throws. */
  wait(view: string, key: string, milliseconds: number, look: () => boolean): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const end = (reached: () => boolean): void => {
        clearTimeout(timer);
        this.readers.get(view)?.delete(reader);
        try {
          resolve(reached());
        } catch (error) {
          reject(error as Error);
        }
      };
      const reader: Reader = { key, look, end };
      const timer = setTimeout(() => end(() => false), milliseconds);
      const waiting = this.readers.get(view) ?? new Set();
      this.readers.set(view, waiting.add(reader));
    });
  }

  changed(view: string, keys: ReadonlyMap<string, unknown>): void {
    for (const reader of [...(this.readers.get(view) ?? [])]) if (keys.has(reader.key)) this.lookAgain(reader);
  }

  /** Nobody waits any longer. */
  endAll(): void {
    for (const waiting of this.readers.values()) for (const reader of [...waiting]) reader.end(() => false);
  }

  /** A fault is the reader's to hear, not the writer's. */
  private lookAgain({ look, end }: Reader): void {
    try {
      if (look()) end(() => true);
    } catch {
      end(look);
    }
  }
}
