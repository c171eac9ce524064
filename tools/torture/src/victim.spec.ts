import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Chance } from './chance';
import { Victim } from './victim';

/** Says that it is ready and goes on, or ends by itself a moment later. */
const program = (isMortal: boolean): string =>
  `process.stderr.write('ekey is ready at nowhere\\n');
   ${isMortal ? "setTimeout(() => { console.error('out of memory'); process.exit(7); }, 50);" : 'setInterval(() => undefined, 1000);'}`;

describe('the process that is killed', () => {
  let root: string;
  const standing = (isMortal: boolean): Promise<Victim> => {
    const place = path.join(root, 'deploy', 'standalone', 'dist');
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, 'main.js'), program(isMortal));
    return Victim.on(root, root);
  };
  beforeEach(() => void (root = mkdtempSync(path.join(tmpdir(), 'ekey-victim-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  it('is up again after each blow', async () => {
    const victim = await standing(false);
    expect(await victim.strike(new Chance(1), 1)).toEqual(['process']);
    await victim.ready();
    await victim.stop();
  });

  it('is not taken for killed where it ended by itself: whoever asks it, or strikes it, is told what it said', async () => {
    const victim = await standing(true);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await expect(victim.ready()).rejects.toThrow(/^it ended by itself \(7\):[^]*out of memory/);
    await expect(victim.strike(new Chance(1), 1)).rejects.toThrow('it ended by itself');
    await victim.stop();
  });
});
