/** @engines kurrentdb kafka mongodb minio smtp */
import { until } from '@ekey/journeys';
import { ServersOfRun } from './servers-of-run';
import { smallWorld, type SmallWorld } from './small-world';

const FIVE_MINUTES_MS = 5 * 60_000;
const servers = new ServersOfRun();
let world: SmallWorld;

beforeAll(async () => {
  world = await smallWorld({ engines: await servers.start() });
}, 240_000);
afterAll(async () => {
  await world?.end();
  servers.stop();
}, 60_000);

describe('processes whose clocks differ by ten minutes', () => {
  it('know each other’s tokens, and go by what facts tell', async () => {
    const { fleet, scene } = world;
    const { house } = scene;
    const services = ['intake', 'review'] as const;
    const inStep = services.map((service) => fleet.of(service)[0]!);
    const skewed = services.flatMap((service) =>
      [FIVE_MINUTES_MS, -FIVE_MINUTES_MS].map((ms) => fleet.add(service, ms)),
    );
    await Promise.all(skewed);
    await Promise.all(inStep.map((member) => member.stop()));
    const { application } = await scene.prepared();
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
