import type { Batch } from './event-store.port';

/** As many facts as do not concern the reactor may be read again after a restart: a checkpoint for each is not worth its write. */
const PASSED_WITHOUT_CHECKPOINT = 1_000;
/** Nor may it stay behind for long: who looks whether everything is dealt with must see it. */
const PASSED_AT_MOST_MS = 1_000;

/** Whom a checkpoint tells how its saving went. */
export interface CheckpointWatcher {
  readonly onSaved: () => void;
  /** `refuseUnsaved` says why. */
  readonly onUnsaved: () => void;
}

/**
 * The place of one reactor in its feed, moved behind each batch. Nothing waits for that: a checkpoint that is lost only has
 * facts delivered again.
 */
export class Checkpoint {
  private timer: NodeJS.Timeout | undefined;
  private passed: { readonly facts: number; readonly done: Batch['done'] } | undefined;
  private saving: Promise<void> = Promise.resolve();
  private unsaved: { readonly error: unknown } | undefined;

  constructor(private readonly watcher: CheckpointWatcher) {}

  /** Behind a batch that is dealt with, of which so many facts concerned the reactor. */
  move({ facts, done }: Batch, concerned: number): void {
    const passed = { facts: (this.passed?.facts ?? 0) + facts.length, done };
    const isPassed = concerned === 0 && facts.length > 0 && passed.facts < PASSED_WITHOUT_CHECKPOINT;
    this.passed = isPassed ? passed : undefined;
    if (isPassed) return void (this.timer ??= setTimeout(() => this.savePassed(), PASSED_AT_MOST_MS).unref());
    this.saving = this.save(done).catch((error: unknown) => {
      this.unsaved = { error };
      this.watcher.onUnsaved();
    });
  }

  /** Where it cannot be saved any more, the facts that were passed are read again: they concern nobody here. */
  savePassed(): void {
    const { passed, saving } = this;
    clearTimeout(this.timer);
    [this.passed, this.timer] = [undefined, undefined];
    if (passed !== undefined)
      this.saving = Promise.all([saving, this.save(passed.done).catch(() => undefined)]).then(() => undefined);
  }

  /** Resolves when all that was to be saved is, or could not be. */
  async settled(): Promise<void> {
    this.savePassed();
    await this.saving;
  }

  /** @throws why it could not be saved, once. */
  refuseUnsaved(): void {
    const { unsaved } = this;
    this.unsaved = undefined;
    if (unsaved !== undefined) throw unsaved.error;
  }

  private async save(done: Batch['done']): Promise<void> {
    await done();
    this.watcher.onSaved();
  }
}
