import { publishedFacts, type Published, type PublishedData, type PublishedType } from '@ekey/contracts';
import type { FactMeta, Recorded } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import { FACT } from './letters';

/** A published fact as a topic delivers it, held against its schema, so that a spec speaks of nothing that cannot come. */
export function published<Type extends PublishedType>(
  type: Type,
  data: PublishedData<Type>,
  meta: Partial<FactMeta> = {},
): Recorded<Published<Type>> {
  publishedFacts[type].parse(data);
  return recorded({ type, data } as Published<Type>, { id: FACT, stream: 'intake.KeyApplication-1', ...meta });
}
