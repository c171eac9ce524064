import path from 'node:path';
import { everybodyLogsIn, KeyHolder, Renewing } from '@ekey/journeys';
import { Scene, type Case, type Sent } from '@ekey/journeys/scene';
import { eachOf, quantile } from '@ekey/kernel/testing';
import { reported, secondsOf, type Figure } from './figure';
import { inWorkFolder } from './work-folder';
import { begin } from './workflow/stage';

const [BEFORE, COUNTED] = [8, 64];
const AT_ONCE = 8;

/**
 * Whole renewals over HTTP, everything real: log-in by the key, form, four scans, review, two certificates and a seal, each written,
 * read back and confirmed, and the proof of the new key. Holders, reviewer, tokens and their RSA are the driver's, on the same cores.
 */
export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const all = BEFORE + COUNTED;
    const { served, world, season } = await begin(path.join(folder, 'data'), 4 * all);
    const scene = await Scene.set(world);
    const keys = await scene.collectedBy(all, AT_ONCE);
    await season();
    await everybodyLogsIn(scene.house);
    await renewed(scene, keys.slice(0, BEFORE));
    const times: number[] = [];
    const seconds = await secondsOf(async () => times.push(...(await renewed(scene, keys.slice(BEFORE)))));
    const memory = await served.ask<number>('memory');
    await served.stop();
    const name = `complete renewals over HTTP, ${AT_ONCE} at once`;
    return [
      reported({ name, value: COUNTED / seconds, unit: '/s' }),
      reported({ name: `${name}: p50`, value: quantile(times, 0.5), unit: 's' }),
      reported({ name: `${name}: p99`, value: quantile(times, 0.99), unit: 's' }),
      reported({ name: `${name}: memory of the process`, value: memory / 1e6, unit: 'MB' }),
    ];
  });
}

/** @returns how long each took, in seconds. */
async function renewed({ world, house }: Scene, keys: readonly (Case & Sent)[]): Promise<readonly number[]> {
  const times: number[] = [];
  await eachOf(keys, AT_ONCE, async ({ token, pin }) => {
    const holder = new KeyHolder(world, token, pin);
    times.push(await secondsOf(async () => (await Renewing.isApproved(holder, house.provider.reviewer)).updates()));
  });
  return times;
}
