import type { Case, Scene, Sent } from '../first-application/scene';
import type { KeyHolder } from '../key-holder';
import { serialIn } from '../reliance';

/** Somebody who holds a key that is good, and a case whose key waits to be collected. */
export interface GoodKey {
  readonly collected: Case & Sent;
  readonly holder: KeyHolder;
  readonly waiting: Case & Sent;
}

/** The news of a hand-over takes its way: the key is good before anybody is to log in with it. */
export async function goodKey(scene: Scene): Promise<GoodKey> {
  const [waiting, collected] = await Promise.all([scene.ready(), scene.collected()]);
  await scene.reliance.becomes(serialIn(collected.token), 'good');
  return { collected, holder: scene.holderOf(collected), waiting };
}
