import path from 'node:path';
import { enginesOf, fleetWorld, SERVICES, type Fleet } from '@ekey/fleet';
import { keysFromPrimes, primesFor } from '@ekey/soft-token';
import { atMost, secondsOf, type Figure } from '../figure';
import { fakePapers } from '../workflow/fake-papers';
import type { Floor } from '../workflow/case-run';
import { leanTransport } from '../workflow/lean.transport';
import { floorOf, opened, type OpenWorld } from '../workflow/stage';

const MEGABYTE = 1_048_576;
const LOOK_AT_MEMORY_MS = 1_000;
const MOST_MEMORY_MB = 200;
const LAG_ENDS_WITHIN_S = 10;

/** The services in processes of their own, with everybody who works with them, and what cases need. */
export interface FleetStage extends OpenWorld {
  readonly fleet: Fleet;
  readonly floor: Floor;
}

/** @param accounts that bring cases. @param cases how many there will be. */
export async function setFleetStage(accounts: number, cases: number): Promise<FleetStage> {
  const program = path.join(__dirname, 'member.js');
  const settings = { ACCESS_TOKEN_SECONDS: '86400' };
  const world = await fleetWorld({ engines: enginesOf(process.env), settings, program });
  const { fleet } = world;
  const keys = keysFromPrimes(await primesFor(2 * cases));
  const open = await opened({ ...world, transport: leanTransport, keys }, accounts, () => fleet.settled());
  return { ...open, fleet, floor: await floorOf(open, await fakePapers(world)) };
}

/** The most that each process has had resident while something was done, in bytes. */
export async function memoryDuring(fleet: Fleet, work: () => Promise<unknown>): Promise<ReadonlyMap<string, number>> {
  const most = new Map<string, number>();
  const look = async (): Promise<void> => {
    for (const member of fleet.all())
      most.set(member.service, Math.max(most.get(member.service) ?? 0, await member.memory()));
  };
  const timer = setInterval(() => void look(), LOOK_AT_MEMORY_MS);
  await work().finally(() => clearInterval(timer));
  await look();
  return most;
}

export const memoryFigures = (name: string, most: ReadonlyMap<string, number>): readonly Figure[] =>
  SERVICES.map(
    (service) =>
    atMost(MOST_MEMORY_MB, { name: `${name}: memory of ${service}`, value: (most.get(service) ?? 0) / MEGABYTE, unit: 'MB' }), // prettier-ignore
  );

/** Waits until nothing is left to be dealt with, then looks whether every view is what a replay makes of the logs. */
export async function endingFigures(name: string, fleet: Fleet): Promise<readonly Figure[]> {
  const seconds = await secondsOf(() => fleet.settled());
  const different = await Promise.all(fleet.all().map((member) => member.compareViews()));
  return [
    atMost(LAG_ENDS_WITHIN_S, { name: `${name}: until no reactor has anything left to do`, value: seconds, unit: 's' }),
    atMost(0, { name: `${name}: views that differ from a replay`, value: different.flat().length, unit: 'views' }),
  ];
}
