import { barOf, forbids, markerOf, withHold, withRetention, type Bar } from '../bar';
import type { DurableFiles } from './durable-files';

/** Beside the documents of a case; no document has such a name. */
const MARKER = 'retention.json';

/** What bars the documents of a case from being removed, a file for each case. */
export class RemovalBars {
  constructor(private readonly files: DurableFiles) {}

  hold(caseId: string): Promise<void> {
    return this.change(caseId, withHold);
  }

  retainUntil(caseId: string, until: string): Promise<void> {
    return this.change(caseId, (bar) => withRetention(bar, until));
  }

  async forbids(caseId: string, now: string): Promise<boolean> {
    return forbids(await this.of(caseId), now);
  }

  async of(caseId: string): Promise<Bar | undefined> {
    return barOf(await this.files.read(caseId, MARKER));
  }

  private async change(caseId: string, changed: (bar: Bar | undefined) => Bar): Promise<void> {
    const bar = await this.of(caseId);
    const next = changed(bar);
    if (next !== bar) await this.files.write(caseId, MARKER, markerOf(next));
  }
}
