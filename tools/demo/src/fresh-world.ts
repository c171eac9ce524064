import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readFirstAdministrator, type World } from '@ekey/journeys';
import { readConfig } from '@ekey/platform';
import { keysAhead } from '@ekey/soft-token';
import { systemClock } from '@ekey/floor';
import { startStandalone, type Standalone } from '@ekey/standalone';

/** Two for the one token. */
const KEYS = 2;

/** A fresh standalone on a temporary folder and a free port, with the real time; everything else goes over HTTP. */
export async function freshWorld(): Promise<World> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ekey-demo-'));
  let standalone: Standalone | undefined;
  const end = async (): Promise<void> => {
    await standalone?.stop();
    await rm(folder, { recursive: true });
  };
  try {
    const keys = keysAhead(KEYS);
    const config = readConfig({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'warn', RATE_LIMIT_LOGIN_PER_MINUTE: '100' });
    standalone = await startStandalone(config, systemClock, { write: (line) => process.stderr.write(line) });
    const told = readFileSync(path.join(folder, 'first-administrator.txt'), 'utf8');
    const firstAdministrator = readFirstAdministrator(told);
    return { url: standalone.url, now: systemClock.now, firstAdministrator, keys, end };
  } catch (error) {
    await end();
    throw error;
  }
}
