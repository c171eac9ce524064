import path from 'node:path';
import { median } from '@ekey/kernel/testing';
import { figureOf, reported, type Figure } from './figure';
import { Server } from './http/load';
import { inWorkFolder } from './work-folder';

const WARM_UP_SECONDS = 3;
const ROUND_SECONDS = 2;
const ROUNDS = 8;

/**
 * Durable writes over HTTP: 64 connections, each write with a token that is checked, a body that is checked field by
 * field, an Idempotency-Key, a line in the log and an append that is on disk before it is answered. Beside them the same
 * route of the same process without its store, which is the limit, and the bare route of Nest and Fastify, which knows
 * neither callers nor logs. Servers are processes of their own on the same cores as the driver (this process); each
 * route is loaded in turns with the others.
 */
export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const [bare, whole] = [await Server.start(), await Server.start(path.join(folder, 'data'))];
    const routes = {
      bare: (seconds: number) => bare.writesPerSecond(seconds),
      unstored: (seconds: number) => whole.writesPerSecond(seconds, '/rehearsal'),
      stored: (seconds: number) => whole.writesPerSecond(seconds),
    };
    const rates = { bare: [] as number[], unstored: [] as number[], stored: [] as number[] };
    for (const load of Object.values(routes)) await load(WARM_UP_SECONDS);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const name of ['bare', 'unstored', 'stored'] as const) rates[name].push(await routes[name](ROUND_SECONDS));
    await Promise.all([bare.stop(), whole.stop()]);
    const limits = {
      unstored: { unit: '/s', limit: median(rates.unstored), limitName: 'the same route without a store' },
      bare: { unit: '/s', limit: median(rates.bare), limitName: 'the bare route of Nest and Fastify' },
    };
    const name = 'HTTP: acknowledged, durable writes, 64 connections, authenticated, validated';
    return [
      figureOf({ name, value: median(rates.stored), ...limits.unstored, share: 0.5 }),
      reported({ name: `${name} (beside bare Nest)`, value: median(rates.stored), ...limits.bare }),
      reported({ name: 'HTTP: the same route without a store', value: median(rates.unstored), ...limits.bare }),
    ];
  });
}
