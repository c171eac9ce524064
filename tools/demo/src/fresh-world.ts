import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readFirstAdministrator, ShiftedClock, type World } from '@ekey/journeys';
import { readConfig } from '@ekey/platform';
import { keysAhead } from '@ekey/soft-token';
import { systemClock } from '@ekey/floor';
import { startStandalone, type Standalone } from '@ekey/standalone';

/** Two for the one token, and two more for its renewal. */
const KEYS = 4;

/**
 * A fresh standalone on a temporary folder and a free port; everything else goes over HTTP.
 * @param movable with a clock that can be moved on, and not the real time alone
 */
export async function freshWorld({ movable = false } = {}): Promise<World> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ekey-demo-'));
  let standalone: Standalone | undefined;
  const end = async (): Promise<void> => {
    await standalone?.stop();
    await rm(folder, { recursive: true });
  };
  try {
    const keys = keysAhead(KEYS);
    const config = readConfig({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'warn', RATE_LIMIT_LOGIN_PER_MINUTE: '100' });
    const clock = movable ? new ShiftedClock(systemClock.now()) : systemClock;
    const started = await startStandalone(config, clock, { write: (line) => process.stderr.write(line) });
    standalone = started;
    const told = readFileSync(path.join(folder, 'first-administrator.txt'), 'utf8');
    const firstAdministrator = readFirstAdministrator(told);
    const world = { url: started.url, now: () => clock.now(), firstAdministrator, keys, end };
    if (!(clock instanceof ShiftedClock)) return world;
    const letPass: World['letPass'] = async (by) => {
      clock.advance(by);
      for (const host of started.application.hosts.byService.values()) await host.tickAll();
    };
    return { ...world, letPass };
  } catch (error) {
    await end();
    throw error;
  }
}
