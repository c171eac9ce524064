import { fork } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import type { Figure } from './figure';
import { NoSuchBench, whichBenches } from './which-benches';

const ENDING = '.bench.js';

/** Servers that benches stand on. */
export interface Ground {
  /** As the results tell it. */
  readonly against: readonly string[];
  leave(): Promise<void>;
}

export interface Benches {
  /** The program that calls this, which runs again for each bench; its folder holds them. */
  readonly program: string;
  /** Where all their figures are written, in `bench/`. */
  readonly results: string;
  /** Begins what every bench needs; its processes inherit the environment. */
  readonly prepare?: () => Promise<Ground>;
}

/**
 * Measures everything in the program's folder that ends in `.bench`, or what is named (`npm run bench -- replay`), each in
 * a process of its own. Prints every figure beside its limit, writes all of them, and ends with 1 where a floor was missed.
 */
export function runBenches(benches: Benches): void {
  const [flag, ...rest] = process.argv.slice(2);
  const work = flag === '--one' ? measure(benches, rest[0] ?? '') : runAll(benches, process.argv.slice(2));
  void work.catch((error: unknown) => {
    console.error(error instanceof NoSuchBench ? error.message : error);
    // Processes that were being measured are gone with this one, and must not keep it.
    process.exit(1);
  });
}

async function runAll(benches: Benches, names: readonly string[]): Promise<void> {
  const files = readdirSync(path.dirname(benches.program)).filter((file) => file.endsWith(ENDING));
  const there = files.map((file) => file.slice(0, -ENDING.length));
  const chosen = whichBenches(there, names);
  const ground = await benches.prepare?.();
  try {
    for (const server of ground?.against ?? []) console.log(server);
    const figures = await measureAll(benches, chosen);
    if (names.length === 0) write(benches.results, figures, ground);
    const missed = figures.filter(({ passed }) => !passed);
    console.log(missed.length === 0 ? 'every floor is reached' : `${missed.length} floors are missed`);
    process.exitCode = missed.length === 0 ? 0 : 1;
  } finally {
    await ground?.leave();
  }
}

async function measureAll({ program }: Benches, chosen: readonly string[]): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const name of chosen) {
    for (const figure of await measured(program, name)) {
      console.log(line(figure));
      figures.push(figure);
    }
  }
  return figures;
}

function measured(program: string, name: string): Promise<readonly Figure[]> {
  return new Promise((resolve, reject) => {
    let figures: readonly Figure[] | undefined;
    const child = fork(program, ['--one', name], { execArgv: process.execArgv });
    child.on('message', (message) => (figures = message as readonly Figure[]));
    child.on('exit', (code) =>
      figures === undefined ? reject(new Error(`${name} ended with ${code}, without a figure`)) : resolve(figures),
    );
  });
}

async function measure({ program }: Benches, name: string): Promise<void> {
  const bench = path.join(path.dirname(program), `${name}${ENDING}`);
  const { run } = (await import(bench)) as { run: () => Promise<readonly Figure[]> };
  const figures = await run();
  process.send?.(figures, () => process.disconnect());
}

function write(results: string, figures: readonly Figure[], ground: Ground | undefined): void {
  const folder = path.join(process.cwd(), 'bench');
  mkdirSync(folder, { recursive: true });
  const machine = { node: process.version, cores: cpus().length, cpu: cpus()[0]?.model ?? 'unknown' };
  const against = ground === undefined ? {} : { against: ground.against };
  const told = { at: new Date().toISOString(), machine, ...against, figures };
  writeFileSync(path.join(folder, results), `${JSON.stringify(told, null, 2)}\n`);
}

function line({ name, value, unit, limit, limitName, floor, atMost, passed }: Figure): string {
  const told = [`${passed ? 'ok  ' : 'MISS'} ${name}: ${round(value)} ${unit}`];
  if (floor !== undefined) told.push(`${atMost ? 'at most' : 'at least'} ${round(floor)}`);
  if (limit !== undefined) told.push(`${round(value / limit)} of ${round(limit)} ${unit}, ${limitName}`);
  return told.join('; ');
}

const round = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Math.round(value * 1_000) / 1_000);
