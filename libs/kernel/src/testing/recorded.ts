import type { Fact } from '../fact';
import type { FactMeta, Recorded } from '../recorded-fact';
import type { View, ViewPart } from '../view';

/** A fact with an envelope, for the tests of views, policies, effects and publishers. */
export const recorded = <F extends Fact>(fact: F, meta: Partial<FactMeta> & { stream: string }): Recorded<F> => ({
  ...fact,
  meta: {
    id: '00000000-0000-5000-8000-000000000000',
    revision: 0,
    position: 0,
    recordedAt: '2026-03-02T01:00:00.000Z',
    correlationId: '00000000-0000-4000-8000-00000000c0de',
    causationId: '00000000-0000-4000-8000-00000000cafe',
    schemaVersion: 1,
    actor: { kind: 'service', id: 'test' },
    ...meta,
  },
});

/**
 * What a view answers after these facts, in this order of arrival. Repeats and latecomers are dropped by the revision of
 * their stream, exactly as a store drops them.
 */
export function answerOf<Parts extends object, Answer>(
  view: View<Parts, Answer>,
  key: string,
  facts: readonly Recorded[],
): Answer | null {
  const parts: Partial<Record<keyof Parts, unknown>> = {};
  const seen = new Map<string, number>();
  for (const fact of facts) {
    for (const name of Object.keys(view.parts) as (keyof Parts)[]) {
      const part = view.parts[name] as unknown as ViewPart<unknown, Fact>;
      const guard = `${String(name)} ${fact.meta.stream}`;
      if (!fact.meta.stream.startsWith(`${part.category}-`) || !part.on.includes(fact.type)) continue;
      if (part.key(fact) !== key || (seen.get(guard) ?? -1) >= fact.meta.revision) continue;
      seen.set(guard, fact.meta.revision);
      const next = part.project(parts[name] ?? null, fact);
      if (next === null) delete parts[name];
      else parts[name] = next;
    }
  }
  return Object.keys(parts).length === 0 ? null : view.answer(parts as Partial<Parts>, key);
}
