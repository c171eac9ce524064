import { bePatientFor } from '@ekey/journeys';
import { Scene } from '@ekey/journeys/scene';
import { fleetWorld, type FleetOptions, type FleetWorld } from '../src';

const SERVICES = ['intake', 'review', 'notify'] as const;
const PATIENCE_MS = 60_000;

export interface SmallWorld extends FleetWorld {
  readonly scene: Scene;
}

/** The services that a case needs as far as its reviews, each a process of its own, and everybody at work. */
export async function smallWorld(options: Pick<FleetOptions, 'engines' | 'settings'>): Promise<SmallWorld> {
  bePatientFor(PATIENCE_MS);
  const world = await fleetWorld({ ...options, services: SERVICES });
  try {
    return { ...world, scene: await Scene.set(world) };
  } catch (error) {
    await world.end();
    throw error;
  }
}
