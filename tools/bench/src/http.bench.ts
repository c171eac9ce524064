import path from 'node:path';
import { figureOf, median, type Figure } from './figure';
import { Server } from './http/load';
import { inWorkFolder } from './work-folder';

const WARM_UP_SECONDS = 3;
const ROUND_SECONDS = 2;
const ROUNDS = 8;

/**
 * Durable writes over HTTP: 64 connections, each write with a token that is checked, a body that is checked field by field,
 * an Idempotency-Key, a line in the log and an append that is on disk before it is answered. Beside them the same route of
 * Nest and Fastify alone, which checks the body and stores nothing, and the platform's own without its store. Every server
 * is a process of its own on the same cores as the driver (this process), each is loaded in turns with the others.
 */
export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const bare = await Server.start();
    const whole = await Server.start(path.join(folder, 'data'));
    const measures = {
      bare: (seconds: number) => bare.writesPerSecond(seconds),
      unstored: (seconds: number) => whole.writesPerSecond(seconds, '/rehearsal'),
      stored: (seconds: number) => whole.writesPerSecond(seconds),
    };
    const rates = { bare: [] as number[], unstored: [] as number[], stored: [] as number[] };
    for (const measure of Object.values(measures)) await measure(WARM_UP_SECONDS);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const name of ['bare', 'unstored', 'stored'] as const) rates[name].push(await measures[name](ROUND_SECONDS));
    await Promise.all([bare.stop(), whole.stop()]);
    const limit = {
      ...{ unit: '/s', limit: median(rates.bare) },
      limitName: 'the same route of Nest and Fastify alone, without identity, log or store',
    };
    const name = 'HTTP: acknowledged, durable writes, 64 connections, authenticated, validated';
    return [
      figureOf({ name, value: median(rates.stored), ...limit, share: 0.5 }),
      {
        name: 'HTTP: the same through the platform, nothing stored',
        value: median(rates.unstored),
        ...limit,
        passed: true,
      },
    ];
  });
}
