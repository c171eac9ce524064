import { groupsOf } from '@ekey/platform';
import { servicesToRead } from '../src';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

describe('the groups of a service', () => {
  let world: StandaloneWorld;
  beforeAll(async () => {
    world = await standaloneWorld();
  });
  afterAll(() => world.end());

  it.each(servicesToRead().map((service) => ({ service, name: service.name })))(
    'are those of the reactors that $name runs, by the same names',
    ({ service, name }) => {
      const running = world.standalone.application.hosts.byService.get(name)?.status() ?? [];
      expect(running.length).toBeGreaterThan(0);
      expect(groupsOf(service).map((group) => group.name)).toEqual(running.map(({ reactor }) => reactor));
    },
  );
});
