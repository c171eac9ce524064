import path from 'node:path';
import { atMost, figureOf, reported, type Figure } from './figure';
import { inWorkFolder } from './work-folder';
import { bytesIn, growth, total, type Sizes } from './workflow/disk';
import { fakePapers } from './workflow/fake-papers';
import { rawAppends } from './workflow/raw-appends';
import type { Counts } from './workflow/server';
import { floorOf, inTurns, setStage } from './workflow/stage';
import { Stopwatch } from './workflow/stopwatch';

/** Cases that are under way at once, how many go before so that the process is running, and how many are measured in all. */
const OPEN = 64;
const BEFORE = 64;
const CASES = 1_000;

/**
 * The running workflow: cases over HTTP from the first page of the form to the key in hand. Every HTTP command is a step;
 * scans, printouts, certificates, seals and mails are answered by fakes. It begins when the process has some cases behind it,
 * and ends when views and topics are up to date. The driver runs on the same cores.
 */
export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const before = rawAppends(path.join(folder, 'before.db'));
    const run = await measured(path.join(folder, 'data'));
    const raw = (before + rawAppends(path.join(folder, 'after.db'))) / 2;
    return figuresOf(run, raw);
  });
}

interface Run {
  readonly watch: Stopwatch;
  readonly seconds: number;
  /** Resident, bytes. */
  readonly memory: number;
  /** Views that are not what a replay makes of the logs. */
  readonly different: readonly string[];
  /** What the measured cases have added. */
  readonly counts: Counts;
  readonly bytes: Sizes;
}

async function measured(data: string): Promise<Run> {
  const stage = await setStage({ data, accounts: OPEN, cases: BEFORE + CASES });
  const { served, world, applicants } = stage;
  await served.ask('fakes');
  const floor = await floorOf(stage, await fakePapers(world));
  await inTurns({ ...floor, watch: new Stopwatch() }, applicants, BEFORE);
  await served.ask('settle');
  const start = { bytes: bytesIn(data), counts: await served.ask<Counts>('counts') };
  const begun = Date.now();
  await inTurns(floor, applicants, CASES, BEFORE);
  const seconds = ((await served.ask<number>('settle')) - begun) / 1000;
  const memory = await served.ask<number>('memory');
  const different = await served.ask<readonly string[]>('compare');
  const { facts, messages } = await served.ask<Counts>('counts');
  const counts = { facts: facts - start.counts.facts, messages: messages - start.counts.messages };
  const bytes = growth(start.bytes, bytesIn(data));
  await world.end();
  return { watch: floor.watch, seconds, memory, different, counts, bytes };
}

function figuresOf({ watch, seconds, memory, different, counts, bytes }: Run, raw: number): Figure[] {
  return [
    figureOf({ name: 'workflow: steps', value: watch.count / seconds, unit: '/s', limit: raw, limitName: 'raw SQLite appends, one a transaction', share: 0.25 }), // prettier-ignore
    reported({ name: 'workflow: cases', value: CASES / seconds, unit: '/s' }),
    reported({ name: 'workflow: half of all steps within', value: watch.quantile(0.5), unit: 'ms' }),
    atMost(100, { name: 'workflow: 99 of 100 steps within', value: watch.quantile(0.99), unit: 'ms' }),
    reported({ name: 'workflow: facts a case', value: counts.facts / CASES, unit: 'facts' }),
    reported({ name: 'workflow: messages a case', value: counts.messages / CASES, unit: 'messages' }),
    atMost(64, { name: 'workflow: bytes on disk a case', value: total(bytes) / CASES / 1_024, unit: 'kB' }),
    ...storesOf(bytes),
    atMost(350, { name: 'workflow: memory under that load', value: memory / 1_048_576, unit: 'MB' }),
    atMost(0, { name: 'workflow: views that differ from a replay', value: different.length, unit: 'views' }),
    ...watch.kinds().map(({ name, count, median }) => reported({ name: `workflow: half of ${count} × ${name} within`, value: median, unit: 'ms' })), // prettier-ignore
  ];
}

/** Largest first; what a case adds less than a hundredth of a kilobyte to is left out. */
const storesOf = (bytes: Sizes): Figure[] =>
  Object.entries(bytes)
    .map(([store, size]) =>
      reported({ name: `workflow: of that in ${store}`, value: size / CASES / 1_024, unit: 'kB' }),
    )
    .filter(({ value }) => value >= 0.01)
    .sort((one, other) => other.value - one.value);
