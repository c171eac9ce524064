/** @engines kurrentdb kafka mongodb minio smtp */
import { rm } from 'node:fs/promises';
import { until } from '@ekey/journeys';
import { Fleet, MONDAY, type FleetPlace, type MemberProcess } from '../src';
import { ENGINES, FaultyEngines, type Engine } from './faulty-engines';
import { awaitReady, healthOf, isLive, namedIn } from './health';

const engines = new FaultyEngines();
/** As health calls those that intake stands on. */
const NAMES: Readonly<Record<Exclude<Engine, 'smtp'>, string>> = {
  kurrent: 'KurrentDB (intake)',
  kafka: 'Kafka',
  mongo: 'MongoDB (intake)',
  keys: 'MongoDB (keys)',
  minio: 'MinIO',
};
let place: FleetPlace;
let fleet: Fleet;
let intake: MemberProcess;
let notify: MemberProcess;

beforeAll(async () => {
  await engines.start();
  const options = { engines: engines.addresses, settings: engines.settings, begin: MONDAY };
  place = await Fleet.prepare(options);
  for (const engine of ENGINES) await engines.line(engine).cut();
  fleet = await Fleet.start({ ...options, services: ['intake', 'notify'] }, place);
  [intake, notify] = [fleet.of('intake')[0]!, fleet.of('notify')[0]!];
}, 120_000);
afterAll(async () => {
  await fleet?.stop();
  await engines.stop();
  await rm(place.folder, { recursive: true });
}, 60_000);

describe('services whose engines are not there when they start', () => {
  it('live, are not ready, and say which engines are missing, and where', async () => {
    for (const member of [intake, notify]) expect(await isLive(member)).toBe(true);
    const health = await until(
      'each missing engine is named with its address',
      () => healthOf(intake),
      (told) => Object.keys(NAMES).every((engine) => addressIn(told, engine as Engine)),
    );
    expect([health.httpStatus, health.status]).toEqual([503, 'storage-unavailable']);
    expect(namedIn(health).map(({ what }) => what)).toEqual(expect.arrayContaining(Object.values(NAMES)));
  });

  it('say of a mail server that is missing what it is', async () => {
    const health = await until(
      'the mail server is named',
      () => healthOf(notify),
      ({ services }) => services['notify']?.outside !== undefined,
    );
    const [named] = health.services['notify']?.outside ?? [];
    expect([named?.what, named?.cause]).toEqual([
      'the mail server',
      expect.stringContaining(engines.line('smtp').address),
    ]);
  });

  it('become ready by themselves, one engine after the other; for a mail server nobody else has to wait', async () => {
    for (const engine of ['keys', 'minio', 'mongo', 'kafka', 'kurrent'] as const) {
      expect((await healthOf(intake)).httpStatus).toBe(503);
      await engines.line(engine).mend();
      await until(
        `${engine} is found`,
        () => healthOf(intake),
        (health) => namedIn(health).every(({ what }) => what !== NAMES[engine]),
        60_000,
      );
    }
    await awaitReady(fleet, 60_000);
    expect((await healthOf(notify)).services['notify']?.outside).toMatchObject([{ what: 'the mail server' }]);
    await engines.line('smtp').mend();
    await until(
      'the mail server is found',
      () => healthOf(notify),
      ({ services }) => services['notify']?.outside === undefined,
    );
  }, 240_000);

  const addressIn = (health: Parameters<typeof namedIn>[0], engine: Engine): boolean =>
    namedIn(health).some(
      ({ what, cause }) => what === NAMES[engine as keyof typeof NAMES] && cause.includes(engines.line(engine).address),
    );
});
