import type { EngineName } from '@ekey/engines';
import { Mistyped } from './mistyped';

/**
 * What of the distributed floor may be killed, and how often in comparison with the others. A broker that was killed takes
 * ten seconds to come back, in which little can be struck that is under way.
 */
const WEIGHTS = { services: 12, kafka: 2, minio: 2, smtp: 2, views: 2 } as const;
export type Target = keyof typeof WEIGHTS;
export const TARGETS = Object.keys(WEIGHTS) as readonly Target[];

/** @param words names of targets between commas; all of them where nothing is said. @throws Mistyped for any other word */
export function targetsIn(words: string | undefined): readonly Target[] {
  const named = words?.split(',') ?? TARGETS;
  const unknown = named.filter((word) => !(TARGETS as readonly string[]).includes(word));
  if (unknown.length > 0) throw new Mistyped(`not to be killed: ${unknown.join()}; there are ${TARGETS.join()}`);
  return named as readonly Target[];
}

export const weightsOf = (targets: readonly Target[]): Readonly<Partial<Record<Target, number>>> =>
  Object.fromEntries(targets.map((target) => [target, WEIGHTS[target]]));

/** The stand-ins for MongoDB have opposite gaps: one keeps its data through a kill, the other takes several processes. */
export const viewStoreFor = (targets: readonly Target[]): EngineName =>
  targets.includes('views') ? 'ferretdb' : 'mongojava';

export const engineOf = (target: Exclude<Target, 'services'>, viewStore: EngineName): EngineName =>
  target === 'views' ? viewStore : target;
