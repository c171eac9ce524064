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
import { bytesIn } from './workflow/disk';
import { leanTransport } from './workflow/lean.transport';
import { rawAppends } from './workflow/raw-appends';
import { Served } from './workflow/served';
import { Stopwatch } from './workflow/stopwatch';
import { WorkList } from './workflow/work-list';
import { inWorkFolder } from './work-folder';
import type { Figure } from './figure';

const OPEN = Number(process.env['OPEN'] ?? 64);
const CASES = Number(process.env['CASES'] ?? 1_000);

export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const before = rawAppends(path.join(folder, 'raw.db'));
    const data = path.join(folder, 'data');
    const served = await Served.start(
      {
        DATA_DIR: data,
        PORT: '0',
        LOG_LEVEL: process.env['BENCH_LOG'] ?? 'info',
        RATE_LIMIT_PER_MINUTE: '100000000',
        RATE_LIMIT_LOGIN_PER_MINUTE: '100000000',
        ACCESS_TOKEN_SECONDS: '36000',
      },
    );
    const world: World = {
      url: served.url,
      transport: leanTransport,
      now: () => new Date().toISOString(),
      firstAdministrator: readFirstAdministrator(readFileSync(path.join(data, 'first-administrator.txt'), 'utf8')),
      keys: await keysFromPrimes(2 * CASES),
      end: () => served.stop(),
    };
    const house = await openHouse(world);
    await awaitAuthority(world, house.shanghai.id);
    console.error('house open');
    const applicants = await registered(world, house);
    console.error('registered');
    await served.ask('settle');
    const start = bytesIn(data);
    await served.ask('fakes');
    const watch = new Stopwatch();
    const floor = await floorOf(world, house, watch);
    const cpu0 = await served.ask<NodeJS.CpuUsage>('cpu');
    const mine0 = process.cpuUsage();
    const begun = Date.now();
    await inTurns(floor, applicants);
    const ended = await served.ask<number>('settle');
    const seconds = (ended - begun) / 1000;
    const cpu1 = await served.ask<NodeJS.CpuUsage>('cpu');
    const mine1 = process.cpuUsage(mine0);
    console.error('server cpu ms/step', ((cpu1.user + cpu1.system - cpu0.user - cpu0.system) / 1000 / watch.count).toFixed(3), 'sys', ((cpu1.system - cpu0.system) / 1000 / watch.count).toFixed(3), 'driver', ((mine1.user + mine1.system) / 1000 / watch.count).toFixed(3));
    const memory = await served.ask<number>('memory');
    const after = rawAppends(path.join(folder, 'raw2.db'));
    const different = CASES <= 2000 ? await served.ask<readonly string[]>('compare') : [];
    await world.end();
    if (process.env['KEEP']) require('node:fs').cpSync(data, process.env['KEEP'], { recursive: true, filter: (f: string) => !f.endsWith('.sock') });
    const end = bytesIn(data);
    const raw = (before + after) / 2;
    const rate = watch.count / seconds;
    console.error(watch.table().join('\n'));
    console.error({
      raw: [before, after],
      seconds,
      steps: watch.count,
      rate,
      share: rate / raw,
      cases: CASES / seconds,
      p50: watch.quantile(0.5),
      p99: watch.quantile(0.99),
      memory: memory / 1e6,
      different,
    });
    console.error(
      Object.entries(end)
        .map(([k, v]) => `${k} ${((v - (start[k] ?? 0)) / CASES).toFixed(0)}  all ${(v / CASES).toFixed(0)}`)
        .join('\n'),
    );
    return [];
  });
}

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

if (require.main === module) void run();
