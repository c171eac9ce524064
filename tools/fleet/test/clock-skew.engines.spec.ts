/** @engines kurrentdb kafka mongodb minio smtp */
import {
  awaitAuthority,
  bePatientFor,
  enterprise,
  Enterprise,
  openHouse,
  until,
  type Application,
  type House,
} from '@ekey/journeys';
import { KurrentDouble } from '@ekey/event-store/kurrent-double';
import { enginesOf, fleetWorld, type FleetWorld } from '../src';

const FIVE_MINUTES_MS = 5 * 60_000;
const { kurrent, ...engines } = enginesOf(process.env);
const double = new KurrentDouble();
let world: FleetWorld;
let house: House;

beforeAll(async () => {
  bePatientFor(60_000);
  if (kurrent === undefined) await double.start();
  const store = kurrent ?? `kurrentdb://${double.address}?tls=false`;
  const services = ['intake', 'review', 'notify'] as const;
  world = await fleetWorld({ engines: { ...engines, kurrent: store }, services });
  house = await openHouse(world);
  await awaitAuthority(world, house.shanghai.id);
}, 240_000);
afterAll(async () => {
  await world?.end();
  await double.stop();
}, 60_000);

let applicants = 0;
async function prepared(): Promise<Application> {
  const applicant = await Enterprise.registers(world, world.mailbox, enterprise((applicants += 1)));
  const application = await applicant.starts();
  await application.isPrepared(house.shanghai);
  return application;
}

describe('processes whose clocks differ by ten minutes', () => {
  it('know each other’s tokens, and go by what facts tell', async () => {
    const { fleet } = world;
    const services = ['intake', 'review'] as const;
    const inStep = services.map((service) => fleet.of(service)[0]!);
    const skewed = services.flatMap((service) =>
      [FIVE_MINUTES_MS, -FIVE_MINUTES_MS].map((ms) => fleet.add(service, ms)),
    );
    await Promise.all(skewed);
    await Promise.all(inStep.map((member) => member.stop()));
    const application = await prepared();
    await application.confirms();
    const { dueOn } = await house.shanghai.officer.awaits('pre-verification', application.id);
    // Asked of either process in turn.
    for (let asked = 0; asked < 4; asked += 1) {
      const shown = await until(
        'the applicant is shown the day',
        () => application.read(),
        ({ due }) => due !== null,
      );
      expect(shown.due).toMatchObject({ dueOn, breached: false });
      expect((await house.shanghai.officer.open(application.id)).status).toBe(200);
    }
    await house.shanghai.officer.passes('pre-verification', application.id);
    await house.provider.reviewer.awaits('re-verification', application.id);
    for (const service of services)
      for (const member of fleet.of(service)) expect([service, await member.compareViews()]).toEqual([service, []]);
  }, 300_000);
});
