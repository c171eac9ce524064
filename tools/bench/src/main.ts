import { fork } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import type { Figure } from './figure';

const ENDING = '.bench.js';

/**
 * Measures everything in this folder that ends in `.bench`, or what is named (`npm run bench -- replay`), each in a
 * process of its own. Prints every figure beside its limit, writes all of them to `bench/results.json`, and ends with 1
 * where a floor was missed.
 */
async function main(names: readonly string[]): Promise<void> {
  const all = readdirSync(__dirname).flatMap((file) => (file.endsWith(ENDING) ? [file.slice(0, -ENDING.length)] : []));
  const chosen = names.length === 0 ? all : names;
  const figures: Figure[] = [];
  for (const name of chosen) {
    for (const figure of await measured(name)) {
      console.log(line(figure));
      figures.push(figure);
    }
  }
  if (names.length === 0) write(figures);
  const missed = figures.filter(({ passed }) => !passed);
  console.log(missed.length === 0 ? 'every floor is reached' : `${missed.length} floors are missed`);
  process.exitCode = missed.length === 0 ? 0 : 1;
}

function measured(name: string): Promise<readonly Figure[]> {
  return new Promise((resolve, reject) => {
    let figures: readonly Figure[] | undefined;
    const child = fork(__filename, ['--one', name], { execArgv: process.execArgv });
    child.on('message', (message) => (figures = message as readonly Figure[]));
    child.on('exit', (code) =>
      figures === undefined ? reject(new Error(`${name} ended with ${code}, without a figure`)) : resolve(figures),
    );
  });
}

async function measure(name: string): Promise<void> {
  const { run } = (await import(path.join(__dirname, `${name}${ENDING}`))) as { run: () => Promise<readonly Figure[]> };
  const figures = await run();
  process.send?.(figures, () => process.disconnect());
}

function write(figures: readonly Figure[]): void {
  const folder = path.join(process.cwd(), 'bench');
  mkdirSync(folder, { recursive: true });
  const machine = { node: process.version, cores: cpus().length, cpu: cpus()[0]?.model ?? 'unknown' };
  const results = { at: new Date().toISOString(), machine, figures };
  writeFileSync(path.join(folder, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
}

function line({ name, value, unit, limit, limitName, floor, atMost, passed }: Figure): string {
  const told = [`${passed ? 'ok  ' : 'MISS'} ${name}: ${round(value)} ${unit}`];
  if (floor !== undefined) told.push(`${atMost ? 'at most' : 'at least'} ${round(floor)}`);
  if (limit !== undefined) told.push(`${round(value / limit)} of ${round(limit)} ${unit}, ${limitName}`);
  return told.join('; ');
}

const round = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Math.round(value * 1_000) / 1_000);

const [flag, ...rest] = process.argv.slice(2);
void (flag === '--one' ? measure(rest[0] ?? '') : main(process.argv.slice(2))).catch((error: unknown) => {
  console.error(error);
  // Processes that were being measured are gone with this one, and must not keep it.
  process.exit(1);
});
