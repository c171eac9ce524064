import { describeOnLineRevocation, describeOnLineUnlock, inOneWorld } from '@ekey/journeys/procedures';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

let world: StandaloneWorld;

inOneWorld(
  async () => (world = await standaloneWorld()),
  (on) => {
    describe('a revocation that is asked for on line', () => describeOnLineRevocation(on));
    // Months pass in it.
    describe('an unlocking that is asked for on line', () => describeOnLineUnlock(on));

    it('leaves nothing parked', async () => {
      for (const service of ['intake', 'issuance', 'notify'] as const)
        expect(await world.standalone.floor.service(service).reactors.parked()).toEqual([]);
    });
  },
);
