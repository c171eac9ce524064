import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  enterprise,
  Enterprise,
  awaitAuthority,
  openHouse,
  readFirstAdministrator,
  sheet,
  type House,
  type World,
} from '@ekey/journeys';
import { keysFromPrimes } from '@ekey/soft-token';
import { CaseRun, type Floor } from './workflow/case-run';
import { bytesIn, growth, total, type Sizes } from './workflow/disk';
import { leanTransport } from './workflow/lean.transport';
import { rawAppends } from './workflow/raw-appends';
import { Served } from './workflow/served';
import type { Counts } from './workflow/server';
import { Stopwatch } from './workflow/stopwatch';
import { WorkList } from './workflow/work-list';
import { inWorkFolder } from './work-folder';
import { figureOf, type Figure } from './figure';

/** Cases that are under way at once, and how many are measured in all. */
const OPEN = 64;
const CASES = 1_000;
const MANY = '100000000';

/**
 * The running workflow: cases over HTTP from the first page of the form to the key in hand. Every HTTP command is a step;
 * scans, printouts, certificates, seals and mails are answered by fakes; it ends when views and topics are up to date. The
 * driver runs on the same cores.
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
  const served = await Served.start({
    DATA_DIR: data,
    PORT: '0',
    RATE_LIMIT_PER_MINUTE: MANY,
    RATE_LIMIT_LOGIN_PER_MINUTE: MANY,
  });
  const world = await worldOf(served, data);
  const house = await openHouse(world);
  await awaitAuthority(world, house.shanghai.id);
  const applicants = await registered(world, house);
  await served.ask('settle');
  const start = { bytes: bytesIn(data), counts: await served.ask<Counts>('counts') };
  await served.ask('fakes');
  const watch = new Stopwatch();
  const floor = await floorOf(world, house, watch);
  const begun = Date.now();
  await inTurns(floor, applicants);
  const seconds = ((await served.ask<number>('settle')) - begun) / 1000;
  const memory = await served.ask<number>('memory');
  const different = await served.ask<readonly string[]>('compare');
  const { facts, messages } = await served.ask<Counts>('counts');
  const counts = { facts: facts - start.counts.facts, messages: messages - start.counts.messages };
  const bytes = growth(start.bytes, bytesIn(data));
  await world.end();
  return { watch, seconds, memory, different, counts, bytes };
}

function figuresOf({ watch, seconds, memory, different, counts, bytes }: Run, raw: number): Figure[] {
  return [
    figureOf({ name: 'workflow: steps', value: watch.count / seconds, unit: '/s', limit: raw, limitName: 'raw SQLite appends, one a transaction', share: 0.25 }), // prettier-ignore
    { name: 'workflow: cases', value: CASES / seconds, unit: '/s', passed: true },
    { name: 'workflow: half of all steps within', value: watch.quantile(0.5), unit: 'ms', passed: true },
    atMost('workflow: 99 of 100 steps within', watch.quantile(0.99), 'ms', 100),
    { name: 'workflow: facts a case', value: counts.facts / CASES, unit: 'facts', passed: true },
    { name: 'workflow: messages a case', value: counts.messages / CASES, unit: 'messages', passed: true },
    atMost('workflow: bytes on disk a case', total(bytes) / CASES / 1_024, 'kB', 64),
    ...storesOf(bytes),
    atMost('workflow: memory under that load', memory / 1_048_576, 'MB', 350),
    atMost('workflow: views that differ from a replay', different.length, 'views', 0),
    ...watch.kinds().map(({ name, count, median }) => ({ name: `workflow: half of ${count} × ${name} within`, value: median, unit: 'ms', passed: true })), // prettier-ignore
  ];
}

/** Largest first; what a case adds less than a hundredth of a kilobyte to is left out. */
const storesOf = (bytes: Sizes): Figure[] =>
  Object.entries(bytes)
    .map(([store, size]) => ({
      name: `workflow: of that in ${store}`,
      value: size / CASES / 1_024,
      unit: 'kB',
      passed: true,
    }))
    .filter(({ value }) => value >= 0.01)
    .sort((one, other) => other.value - one.value);

const atMost = (name: string, value: number, unit: string, floor: number): Figure => ({
  name,
  value,
  unit,
  floor,
  atMost: true,
  passed: value <= floor,
});

const worldOf = async (served: Served, data: string): Promise<World> => ({
  url: served.url,
  transport: leanTransport,
  now: () => new Date().toISOString(),
  firstAdministrator: readFirstAdministrator(readFileSync(path.join(data, 'first-administrator.txt'), 'utf8')),
  keys: await keysFromPrimes(2 * CASES),
  end: () => served.stop(),
});

async function registered(world: World, house: House): Promise<readonly Enterprise[]> {
  const numbers = Array.from({ length: OPEN }, (_none, index) => index);
  const applicants: Enterprise[] = [];
  for (let from = 0; from < OPEN; from += 8)
    applicants.push(
      ...(await Promise.all(
        numbers.slice(from, from + 8).map((n) =>
          Enterprise.registers(world, house.mailbox, enterprise(50_000 + n), {
            mail: `a${n}@bench.example`,
            userName: '欧阳静笙',
          }),
        ),
      )),
    );
  return applicants;
}

async function floorOf(world: World, house: House, watch: Stopwatch): Promise<Floor> {
  const page = await sheet({ words: 'bench', longSide: 400 });
  const consents = (
    await house.administrator.account.http.get<{ consents: readonly { code: string; version: number }[] }>(
      '/api/intake/v1/guidance',
    )
  ).body.consents;
  const queue = '/api/review/v1/queues';
  return {
    house,
    watch,
    consents: consents.map(({ code, version }) => ({ code, version })),
    lists: {
      preVerification: new WorkList(house.shanghai.officer.http, `${queue}/pre-verification?limit=200`),
      reVerification: new WorkList(house.provider.reviewer.http, `${queue}/re-verification?limit=200`),
      provider: new WorkList(house.provider.maker.http, '/api/issuance/v1/orders?state=to-make&limit=200'),
      counter: new WorkList(house.shanghai.counter.http, '/api/issuance/v1/orders?state=received&limit=200'),
    },
    page: (slot) => Buffer.concat([page.subarray(0, 600), Buffer.from(slot), randomBytes(16)]),
    request: async () => (await world.keys()).publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  };
}

/** So many cases at a time, each on its own account, until all are through. */
async function inTurns(floor: Floor, applicants: readonly Enterprise[]): Promise<void> {
  let next = 0;
  const runner = async (applicant: Enterprise): Promise<void> => {
    while (next < CASES) {
      const number = next++;
      await new CaseRun(floor, applicant, number).run();
    }
  };
  await Promise.all(applicants.map(runner));
}
