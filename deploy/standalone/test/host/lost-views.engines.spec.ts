/** @engines kurrentdb kafka mongodb minio smtp */
import { fleetWorld, type FleetWorld } from '@ekey/fleet';
import { ServersOfRun } from '@ekey/fleet/testing';
import { bePatientFor, enterprise, Enterprise, until, type Answer, type Application } from '@ekey/journeys';
import { withDatabase } from '@ekey/mongo/testing';
import type { HostAnswer } from '@ekey/platform';
import { runCommand } from '../../src/host/run-command';

const servers = new ServersOfRun();
const server = { name: 'mongo', url: servers.given.mongo, isAtomic: true };
const NOWHERE = { id: 'nowhere', pickupPointId: 'none' };
let world: FleetWorld;
let applicant: Enterprise;
let application: Application;
let database: string;

beforeAll(async () => {
  bePatientFor(60_000);
  world = await fleetWorld({ engines: await servers.start(), services: ['intake', 'review', 'notify'] });
  database = `${intake().environment['MONGODB_PREFIX']}-intake`;
  applicant = await Enterprise.registers(world, world.mailbox, enterprise(1));
  application = await applicant.starts();
}, 240_000);
afterAll(async () => {
  await world?.end();
  servers.stop();
}, 60_000);

const intake = () => world.fleet.of('intake')[0]!;
const shown = (): Promise<Answer<{ readonly code?: string }>> =>
  applicant.http.send('GET', `/api/intake/v1/applications/${application.id}`);
let changes = 0;
/** Always something else: what changes nothing is no fact. */
function fills(): Promise<Answer> {
  changes += 1;
  return application.fills({ ...application.draft(NOWHERE), registeredAddress: `上海市浦东新区云杉路${changes}号` });
}
const run = (...words: readonly string[]): Promise<HostAnswer> => runCommand(words, intake().environment);
const lose = (): Promise<boolean> => withDatabase(server, database, (views) => views.dropDatabase());
/** As after a crash: with nothing but what is on servers. */
async function beginAgain(): Promise<void> {
  await intake().kill();
  await world.fleet.add('intake');
}
/** Another process takes over the share of one that was killed only after a while. */
const isWhole = async (): Promise<void> => {
  const { ok, text } = await until(
    'its reactors have caught up',
    () => run('replay', '--rebuild', 'intake'),
    (answer) => answer.ok,
  );
  expect([ok, text]).toEqual([true, expect.stringMatching(/application-status v\d+: equal \([1-9]\d* documents\)/)]);
};

describe('views whose store was emptied while their service runs', () => {
  beforeAll(lose);

  it('answer nobody, and say so; commands go on', async () => {
    const { status, body, headers } = await shown();
    expect([status, body.code, Number(headers.get('retry-after'))]).toEqual([503, 'TemporarilyUnavailable', 5]);
    expect((await fills()).status).toBe(204);
  });

  it('are there again after one command, with what has happened meanwhile, and nothing is parked', async () => {
    expect(await run('replay', '--rebuild', 'intake', '--switch')).toEqual({ ok: true, text: expect.any(String) });
    expect((await fills()).status).toBe(204);
    expect(await application.read()).toMatchObject({ status: { code: 'DRAFT' } });
    await isWhole();
    expect(await run('redrive')).toEqual({ ok: true, text: expect.any(String) });
  });
});

describe('views whose store was emptied while their service did not run', () => {
  it('are built by whoever begins, before anybody is answered from them', async () => {
    await fills();
    await application.read();
    await intake().kill();
    await lose();
    await world.fleet.add('intake');
    expect((await shown()).status).toBe(200);
    expect(intake().lines.join('\n')).toMatch(
      /"view":"application-status".*"lack":"it has lost what it was told of own"/,
    );
    await isWhole();
  });
});

describe('views that were brought back from an older copy', () => {
  it('are built anew by whoever begins: what they were told since is missing in them', async () => {
    const saved = await save();
    await fills();
    // What a group has not yet said that it dealt with is only given again.
    await isWhole();
    await intake().kill();
    await bringBack(saved);
    await world.fleet.add('intake');
    await application.read();
    expect(intake().lines.join('\n')).toMatch(/"view":"application-status".*"lack":"it has lost/);
    await isWhole();
  });

  it('are left as they are where they know everything', async () => {
    await beginAgain();
    expect((await shown()).status).toBe(200);
    expect(intake().lines.join('\n')).not.toContain('view is built');
  });

  type Saved = ReadonlyMap<string, readonly { readonly _id: never }[]>;

  const save = (): Promise<Saved> =>
    withDatabase(server, database, async (views) => {
      const found = await views.listCollections().toArray();
      const saved = found.map(async ({ name }) => [name, await views.collection(name).find().toArray()] as const);
      return new Map(await Promise.all(saved)) as unknown as Saved;
    });

  const bringBack = (saved: Saved): Promise<void> =>
    withDatabase(server, database, async (views) => {
      for (const [name, documents] of saved) {
        await views.collection(name).deleteMany({});
        if (documents.length > 0) await views.collection(name).insertMany([...documents]);
      }
    });
});
