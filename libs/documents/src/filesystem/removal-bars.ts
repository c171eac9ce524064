import type { DurableFiles } from './durable-files';

/** `hold`: until further notice; otherwise the instant (ISO 8601) up to which nothing may be removed. */
type Bar = { readonly hold: true } | { readonly retainUntil: string };

/** Beside the documents of a case; no document has such a name. */
const MARKER = 'retention.json';

/** What bars the documents of a case from being removed. */
export class RemovalBars {
  constructor(private readonly files: DurableFiles) {}

  async hold(caseId: string): Promise<void> {
    if ((await this.of(caseId)) === undefined) await this.write(caseId, { hold: true });
  }

  /** Only ever lengthens: a message that comes twice or late takes nothing back. */
  async retainUntil(caseId: string, until: string): Promise<void> {
    if (Number.isNaN(Date.parse(until))) throw new RangeError(`not an instant: ${until}`);
    const bar = await this.of(caseId);
    const stands = bar !== undefined && 'retainUntil' in bar && Date.parse(bar.retainUntil) >= Date.parse(until);
    if (!stands) await this.write(caseId, { retainUntil: until });
  }

  async forbids(caseId: string, now: string): Promise<boolean> {
    const bar = await this.of(caseId);
    if (bar === undefined) return false;
    return 'hold' in bar || Date.parse(now) < Date.parse(bar.retainUntil);
  }

  /** A marker that cannot be read bars: what it said can only have been more than nothing. */
  private async of(caseId: string): Promise<Bar | undefined> {
    const marker = await this.files.read(caseId, MARKER);
    if (marker === undefined) return undefined;
    const until = /^\{"retainUntil":"([^"]+)"\}$/.exec(marker.toString('utf8'))?.[1];
    return until !== undefined && !Number.isNaN(Date.parse(until)) ? { retainUntil: until } : { hold: true };
  }

  private write(caseId: string, bar: Bar): Promise<void> {
    return this.files.write(caseId, MARKER, JSON.stringify(bar));
  }
}
