import { describeFirstApplication } from '@ekey/journeys/journey';
import { runCommand } from '../src/host/run-command';
import { standaloneWorld, type StandaloneWorld } from './standalone.world';

let world: StandaloneWorld;
const host = (...words: readonly string[]) => runCommand(words, { DATA_DIR: world.folder });

describeFirstApplication(
  async () => (world = await standaloneWorld()),
  () =>
    describe('the house behind it', () => {
      it('holds no record, key, document or view that is broken', async () => {
        const { ok, text } = await host('check');
        expect(text).toMatch(/^Nothing is broken\.$/m);
        expect(ok).toBe(true);
      });

      it.each(['intake', 'review', 'issuance', 'renewal', 'notify'])(
        'has views of %s as its facts make them',
        async (service) => {
          const { ok, text } = await host('replay', '--rebuild', service);
          expect(text.split('\n').filter((line) => !/ v\d+: equal \(\d+ documents\)$/.test(line))).toEqual([]);
          expect(ok).toBe(true);
        },
      );
    }),
);
