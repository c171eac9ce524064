import { refuseNoData, Refusal } from '@ekey/floor';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '@ekey/kernel';
import type { Config } from '@ekey/platform';
import { standUp, type Standing } from '@ekey/standalone';

const LOOK_AGAIN_MS = 100;
const MOST_TOLD = 20;

/**
 * Lets the services finish what follows from the facts that there are, answering nobody meanwhile.
 * @throws Refusal naming what cannot be finished; DataFolderInUse while the standalone process runs.
 */
export async function drain(config: Config, clock: Clock): Promise<void> {
  refuseNoData(config.DATA_DIR);
  const standing = await standUp({ ...config, LOG_LEVEL: 'warn' }, clock, process.stderr);
  try {
    await settled(standing);
    await refuseParked(standing);
  } finally {
    await standing.close();
  }
}

/**
 * Resolves when two looks, one after the other, find everybody at the end of what he reads and nothing new in the logs: what
 * one has published at the first look, the others have dealt with at the second.
 */
async function settled(standing: Standing): Promise<void> {
  for (let before: readonly number[] = []; ; await sleep(LOOK_AGAIN_MS)) {
    const heads = await headsOf(standing);
    const hosts = [...standing.application.hosts.byService.values()];
    const stopped = hosts.flatMap((host) => host.status()).find(({ state }) => state === 'halted');
    if (stopped !== undefined) throw new Refusal(`${stopped.reactor} cannot go on: ${stopped.cause}`);
    const isCaughtUp = (await Promise.all(hosts.map((host) => host.caughtUp()))).every(Boolean);
    if (isCaughtUp && isDeepStrictEqual(before, heads) && isDeepStrictEqual(heads, await headsOf(standing))) return;
    before = isCaughtUp ? heads : [];
  }
}

const headsOf = ({ floor, services }: Standing): Promise<readonly number[]> =>
  Promise.all(services.map(({ name }) => floor.service(name).eventStore.head()));

async function refuseParked({ application }: Standing): Promise<void> {
  const parked = (await Promise.all([...application.hosts.byService.values()].map((host) => host.parked()))).flat();
  if (parked.length === 0) return;
  const told = parked.slice(0, MOST_TOLD).map(({ reactor, key, cause }) => `${reactor}, case ${key}: ${cause}`);
  throw new Refusal(
    [`${parked.length} facts could not be handled: mend their causes, then npm run redrive`, ...told].join('\n'),
  );
}
