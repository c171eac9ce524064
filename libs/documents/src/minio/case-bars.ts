import { barOf, forbids, markerOf, withHold, withRetention, type Bar } from '../bar';
import type { Bucket } from './bucket';
import type { Content } from './s3-answers';
import type { Version } from './version-lock';

/** Beside the documents, where rights can tell them apart; no case has such a name. */
const MARKERS = 'removal-bars/';
const TYPE = 'application/json';

/**
 * What bars the documents of a case from being removed: a marker for each case, and locks on every version of its documents.
 * The marker is written before the documents are listed, and read after a document was written: whichever of the two comes
 * first, the lock is not left out.
 */
export class CaseBars {
  constructor(
    private readonly bucket: Bucket,
    private readonly now: () => string,
  ) {}

  async hold(caseId: string): Promise<void> {
    await this.change(caseId, withHold);
  }

  async retainUntil(caseId: string, until: string): Promise<void> {
    await this.change(caseId, (bar) => withRetention(bar, until));
  }

  async forbids(caseId: string): Promise<boolean> {
    return forbids(barIn(await this.marker(caseId)), this.now());
  }

  /** Locks all documents whose names begin so as the marker of their case says, until it says nothing else any more. */
  async settle(caseId: string, prefix: string): Promise<void> {
    let settled: string | undefined;
    for (let marker = await this.marker(caseId); marker !== undefined && marker.etag !== settled;) {
      const bar = barIn(marker);
      if (bar !== undefined) await this.lockAll(prefix, bar);
      settled = marker.etag;
      marker = await this.marker(caseId);
    }
  }

  /** Of two changes at once the one that comes second sees the first. */
  private async change(caseId: string, changed: (bar: Bar | undefined) => Bar): Promise<void> {
    for (let isWritten = false; !isWritten;) {
      const marker = await this.marker(caseId);
      const bar = barIn(marker);
      const next = changed(bar);
      isWritten =
        next === bar || (await this.bucket.write(MARKERS + caseId, Buffer.from(markerOf(next)), TYPE, marker));
    }
    await this.settle(caseId, `${caseId}/`);
  }

  private async lockAll(prefix: string, bar: Bar): Promise<void> {
    for await (const version of this.bucket.versions(prefix)) if (!version.isRemoval) await this.lock(version, bar);
  }

  /** The date before the hold is lifted, so that there is no moment without either. */
  private async lock(version: Version, bar: Bar): Promise<void> {
    // A repetition asks for no right to lock: whoever may put documents alone may put one again that is locked already.
    const lock = await this.bucket.lockOf(version);
    if ('hold' in bar) return lock.isHeld ? undefined : this.bucket.hold(version, true);
    // A server takes whole seconds, and none that have passed.
    const until = Math.ceil(Date.parse(bar.retainUntil) / 1000) * 1000;
    if (lock.retainedUntil < until && forbids(bar, this.now())) await this.bucket.retain(version, until);
    if (lock.isHeld) await this.bucket.hold(version, false);
  }

  private marker(caseId: string): Promise<Content | undefined> {
    return this.bucket.read(MARKERS + caseId);
  }
}

/** A marker that is too large bars, like all that cannot be read. */
const barIn = (marker: Content | undefined): Bar | undefined =>
  marker === undefined ? undefined : barOf(marker.bytes ?? Buffer.alloc(0));
