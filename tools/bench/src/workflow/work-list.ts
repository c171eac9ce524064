import { type HttpClient } from '@ekey/journeys';

interface Waiting {
  readonly isIt: (item: Item) => boolean;
  readonly resolve: () => void;
}
type Item = Readonly<Record<string, unknown>> & { readonly caseId: string };

/** How a list is looked at. */
export interface Looks {
  readonly everyMs: number;
  /** One in so many goes through the whole list; the first page is enough for the others. */
  readonly wholeOneIn: number;
}

const WHOLE: Looks = { everyMs: 100, wholeOneIn: 1 };

/** The work list of a desk, looked at again and again for everybody who waits for a case to appear there. */
export class WorkList {
  private readonly waiting = new Set<Waiting>();
  private looking = false;

  constructor(
    private readonly http: HttpClient,
    private readonly path: string,
    private readonly looks = WHOLE,
  ) {}

  awaits(caseId: string, holds: Readonly<Record<string, unknown>> = {}): Promise<void> {
    return new Promise((resolve, reject) => {
      const wanted = Object.entries({ caseId, ...holds });
      this.waiting.add({ resolve, isIt: (item) => wanted.every(([name, value]) => item[name] === value) });
      if (!this.looking) this.look().catch(reject);
    });
  }

  private async look(): Promise<void> {
    this.looking = true;
    for (let looks = 1; this.waiting.size > 0; looks += 1) {
      const items: Item[] = [];
      for (let next: string | undefined = ''; next !== undefined;) {
        const place: string = next === '' ? this.path : `${this.path}&after=${encodeURIComponent(next)}`;
        const { body } = await this.http.get<{ items: readonly Item[]; next?: string }>(place);
        items.push(...body.items);
        next = looks % this.looks.wholeOneIn === 0 ? body.next : undefined;
      }
      for (const waiting of this.waiting)
        if (items.some(waiting.isIt)) {
          this.waiting.delete(waiting);
          waiting.resolve();
        }
      if (this.waiting.size > 0) await new Promise((resolve) => setTimeout(resolve, this.looks.everyMs));
    }
    this.looking = false;
  }
}
