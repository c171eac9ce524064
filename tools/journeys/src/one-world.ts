/// <reference types="jest" />
import { Scene } from './first-application/scene';
import type { World } from './world';

const OPENED_WITHIN_MS = 240_000;

/** Opens a world once, before the first of the stories that are told in it, and ends it behind the last. */
export function inOneWorld(floor: () => Promise<World>, tell: (on: () => Scene) => void): void {
  let world: World | undefined;
  let scene: Scene;
  beforeAll(async () => {
    world = await floor();
    scene = await Scene.set(world);
  }, OPENED_WITHIN_MS);
  afterAll(() => world?.end());
  tell(() => scene);
}
