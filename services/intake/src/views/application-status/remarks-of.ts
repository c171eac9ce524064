import type { Sealed } from '@ekey/kernel';
import type { Finding } from '../../key-application/key-application.events';
import { toldOf, type Sources } from './status-of';

/** One 备注 with what it belongs to; the words are sealed under the key of the case. */
export interface Remark {
  readonly round: number | null;
  readonly stage: string;
  readonly reasons: readonly Finding[];
  readonly ground: string | null;
  readonly remark: Sealed;
  readonly at: string;
}

/** Every remark so far, oldest first: what review told and what the case has recorded of it are one and the same. */
export function remarksOf({ own, review, issuance }: Sources): readonly Remark[] {
  const byStep = new Map<string, Remark>();
  for (const each of own.remarks) byStep.set(`${each.stage} ${each.round}`, { ...each, ground: each.ground ?? null });
  for (const { data, at } of toldOf(review, 'review.ApplicationRejected.v1', 'review.ApplicationRefused.v1')) {
    const {
      round,
      stage = 'refusal',
      reasons = [],
      ground = null,
      remark,
      decidedAt = at,
    } = data as unknown as Remark & {
      decidedAt?: string;
    };
    byStep.set(`${stage} ${round}`, { round, stage, reasons, ground, remark, at: decidedAt });
  }
  for (const { data, sequence } of toldOf(issuance, 'issuance.FinalReviewFailed.v1')) {
    const { reasons, remark, decidedAt } = data as unknown as Remark & { decidedAt: string };
    byStep.set(`final-review ${sequence}`, {
      round: null,
      stage: 'final-review',
      reasons,
      ground: null,
      remark,
      at: decidedAt,
    });
  }
  return [...byStep.values()].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}
