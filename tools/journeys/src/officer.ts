import type { Slot } from '@ekey/contracts';
import { until, type Answer, type HttpClient } from './http-client';

export type Desk = 'pre-verification' | 're-verification';
export type Target = Slot | 'form';

/** What an officer finds wrong, with a code of the rejection catalogue. */
export interface Defect {
  readonly target: Target;
  readonly code: string;
  /** Why it was not told before, where the target was accepted and is unchanged. */
  readonly reason?: string;
}

export interface Task {
  readonly caseId: string;
  readonly round: number;
  readonly dueOn?: string;
  readonly claim: { readonly officer: string } | null;
}

export interface ReviewedCase {
  readonly status: string;
  readonly statusLabel: string;
  readonly round: number;
  readonly masked: boolean;
  readonly form: {
    readonly nameCn: string;
    readonly agent: { readonly name: string; readonly idNumber: string };
  } | null;
  readonly documents: readonly {
    readonly slot: Slot;
    readonly version: number;
    readonly qr: string;
    readonly pages: readonly { readonly href: string; readonly warnings: readonly string[] }[];
  }[];
  readonly changed: { readonly fields: readonly string[]; readonly slots: readonly Slot[] } | null;
  readonly marks: Readonly<Record<Desk, Partial<Record<Target, { readonly verdict: 'ok' | 'defective' }>>>>;
  readonly lateDefects: number;
  readonly verdicts: readonly { readonly stage: string; readonly verdict: string; readonly remark: string | null }[];
}

/** Somebody at the authority's or the provider's desk, or the authority's manager. */
export class Officer {
  constructor(
    readonly http: HttpClient,
    /** The opaque id under which the log knows this person. */
    readonly id: string,
  ) {}

  async queue(desk: Desk | 'renewal' | 'contact' | 'refusal-proposals'): Promise<readonly Task[]> {
    return (await this.http.get<{ items: readonly Task[] }>(`/api/review/v1/queues/${desk}?limit=200`)).body.items;
  }

  /** @returns the task once the case has reached the desk. */
  async awaits(desk: Desk | 'renewal' | 'contact', caseId: string, round = 1): Promise<Task> {
    const tasks = await until(
      `case ${caseId} is in the queue of ${desk}, round ${round}`,
      () => this.queue(desk),
      (items) => items.some((task) => task.caseId === caseId && task.round === round),
    );
    return tasks.find((task) => task.caseId === caseId) as Task;
  }

  /** @param seen the revision that the case must have reached, where somebody was told of one. */
  open(caseId: string, seen?: number): Promise<Answer<ReviewedCase>> {
    const atLeast = seen === undefined ? '' : `?atLeast=review:${seen}`;
    return this.http.get<ReviewedCase>(`/api/review/v1/cases/${caseId}${atLeast}`);
  }

  page(caseId: string, slot: Slot, page = 1): Promise<Answer> {
    return this.http.get(`/api/review/v1/cases/${caseId}/documents/${slot}/pages/${page}`);
  }

  /** @returns the round that is open. */
  async claim(caseId: string): Promise<number> {
    return (await this.http.post<{ round: number }>(`/api/review/v1/cases/${caseId}/claim`)).body.round;
  }

  /** Marks the form and every document: as good, but for the defects. */
  async mark(caseId: string, round: number, slots: readonly Slot[], defects: readonly Defect[] = []): Promise<void> {
    const marks = (['form', ...slots] as const).map((target) => markOf(target, defects));
    await this.http.put(`/api/review/v1/cases/${caseId}/marks`, { round, marks });
  }

  /** Claims the case, looks at it, marks everything as good and passes it. */
  async passes(desk: Desk, caseId: string, given: { readonly sealImpressionUsable?: boolean } = {}): Promise<void> {
    const round = await this.examine(caseId, []);
    const usable = desk === 're-verification' ? { sealImpressionUsable: given.sealImpressionUsable ?? false } : {};
    await this.http.post(`/api/review/v1/cases/${caseId}/${desk}`, { round, verdict: 'pass', ...usable });
  }

  /** Claims the case, looks at it, marks what is wrong and sends it back with a remark (备注). */
  async rejects(desk: Desk, caseId: string, defects: readonly Defect[], remark: string): Promise<void> {
    const round = await this.examine(caseId, defects);
    await this.http.post(`/api/review/v1/cases/${caseId}/${desk}`, { round, verdict: 'reject', remark });
  }

  /** The manager ends the case for good (不予办理). */
  async refuses(caseId: string, round: number, ground: string, remark: string): Promise<void> {
    await this.http.post(`/api/review/v1/cases/${caseId}/refusal`, { round, ground, remark });
  }

  private async examine(caseId: string, defects: readonly Defect[]): Promise<number> {
    // A queue and a case are views of their own: what stands in the one may be on its way to the other.
    const { body, revision } = await this.http.post<{ round: number }>(`/api/review/v1/cases/${caseId}/claim`);
    const { round } = body;
    const seen = await until(
      `case ${caseId} can be read in round ${round}`,
      async () => (await this.open(caseId, revision)).body,
      (file) => file.round === round,
    );
    await this.mark(
      caseId,
      round,
      seen.documents.map(({ slot }) => slot),
      defects,
    );
    return round;
  }
}

function markOf(target: Target, defects: readonly Defect[]) {
  const found = defects.filter((defect) => defect.target === target);
  if (found.length === 0) return { target, verdict: 'ok' };
  const reason = found.find((defect) => defect.reason !== undefined)?.reason;
  const findings = found.map(({ code }) => ({ code }));
  return { target, verdict: 'defective', findings, ...(reason === undefined ? {} : { reason }) };
}
