import type { Fact, Recorded } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';

/** The facts of one stream as subscriptions deliver them: in order, each with its revision, its place in the log and its time. */
export const recordedHistory = (stream: string, facts: readonly Fact[], from = 0): readonly Recorded[] =>
  facts.map((fact, index) =>
    recorded(fact, {
      stream,
      revision: from + index,
      position: 100 + from + index,
      recordedAt: new Date(Date.UTC(2026, 2, 2, 2, 0, from + index)).toISOString(),
    }),
  );
