import { randomUUID } from 'node:crypto';
import { DatabaseSync } from '@photostructure/sqlite';
import path from 'node:path';
import { KurrentDouble } from '../../../libs/event-store/test/kurrent-double/kurrent-double';
import { enginesOf } from '@ekey/fleet';
import type { Case, Sent } from '@ekey/journeys/scene';
import { MoveWorld } from './move.world';

const { kurrent, ...engines } = enginesOf(process.env);
const TOKENS = 3;

describe.each([{ logs: 'on KurrentDB' }, { logs: 'in files' }])(
  'a standalone process that is moved to servers, with its logs $logs',
  ({ logs }) => {
    const double = new KurrentDouble();
    let world: MoveWorld;
    let finished: Case & Sent;
    let begun: Case;
    let erased: Case;
    let written: readonly string[];

    beforeAll(async () => {
      if (logs === 'on KurrentDB' && kurrent === undefined) await double.start();
      const server = kurrent ?? `kurrentdb://${double.address}?tls=false`;
      world = await MoveWorld.begin(logs === 'on KurrentDB' ? { ...engines, kurrent: server } : engines, TOKENS);
      const { scene } = world;
      finished = await scene.ready();
      begun = await scene.approved();
      erased = await scene.prepared();
    });
    afterAll(async () => {
      await world.end();
      await double.stop();
    });

    it('cannot be moved while it runs', async () => {
      await world.giveSecrets();
      expect(await world.migrate()).toMatchObject({ ok: false, text: expect.stringContaining('in use') });
      await world.stopStandalone();
    });
    it('is found to be the same on both sides', async () => {
      expect(await world.migrate()).toMatchObject({ ok: true, text: expect.stringContaining('Both sides are the same.') });
    });
  },
);
