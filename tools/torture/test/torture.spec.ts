import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { torture } from '../src/torture';
import { Victim } from '../src/victim';

const root = path.resolve(__dirname, '..', '..', '..');
const MINUTES = 60_000;

describe('the process is killed again and again while cases are under way and keys are renewed and revoked', () => {
  // It is the compiled process that is killed, as `npm start` runs it.
  beforeAll(() => void execFileSync(process.execPath, [path.join(root, 'tools/workspace/prepare.mjs')]), 5 * MINUTES);

  it(
    'and nothing acknowledged is lost, nothing happens twice, no case is mislaid, no key is dead, and the views are what a replay makes',
    async () => {
      const ordeal = { kills: 25, seed: 20_261_122, atOnce: 1, held: 5, tell: () => undefined };
      const { violations, figures } = await torture(ordeal, (folder) => Victim.on(root, folder));
      expect(violations).toEqual([]);
      expect(figures).toMatchObject({ kills: 25 });
      expect(figures['requests sent again']).toBeGreaterThan(0);
      expect(figures['keys renewed or revoked']).toBeGreaterThan(0);
    },
    10 * MINUTES,
  );
});
