import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readFirstAdministrator, ShiftedClock, type Span, type World } from '@ekey/journeys';
import { readConfig } from '@ekey/platform';
import { startStandalone, type Exchange, type Standalone } from '../src';
import { leaveAuthority, takeAuthority } from './authority-of-run';
import { answersAsDescribed } from './described';
import { keysOfRun } from './keys-of-run';

/** A Monday, ten in the morning in Shanghai: weeks without holidays lie ahead. */
export const MONDAY = '2026-03-09T02:00:00.000Z';

/** A fresh standalone with a clock that a journey can move on. */
export interface StandaloneWorld extends World {
  readonly standalone: Standalone;
  readonly clock: ShiftedClock;
  readonly letPass: (by: Span) => Promise<void>;
  readonly folder: string;
  /** Every line that was logged so far. */
  readonly log: readonly string[];
}

interface Wanted {
  readonly settings?: Readonly<Record<string, string>>;
  readonly exchange?: Exchange;
}

export async function standaloneWorld({ settings = {}, exchange }: Wanted = {}): Promise<StandaloneWorld> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ekey-journey-'));
  const clock = new ShiftedClock(MONDAY);
  const log: string[] = [];
  const environment = {
    DATA_DIR: folder,
    PORT: '0',
    RATE_LIMIT_LOGIN_PER_MINUTE: '10000',
    RATE_LIMIT_PER_MINUTE: '100000',
  };
  const config = readConfig({ ...environment, ...settings });
  const keys = await keysOfRun();
  const hasAuthority = await takeAuthority(folder);
  const standalone = await startStandalone(config, clock, { write: (line) => void log.push(line) }, exchange);
  if (!hasAuthority) await leaveAuthority(folder);
  answersAsDescribed(standalone.url);
  const tickAll = async (): Promise<void> => {
    for (const host of standalone.application.hosts.byService.values()) await host.tickAll();
  };
  return {
    url: standalone.url,
    now: () => clock.now(),
    letPass: async (by) => {
      clock.advance(by);
      await tickAll();
    },
    firstAdministrator: readFirstAdministrator(readFileSync(path.join(folder, 'first-administrator.txt'), 'utf8')),
    keys,
    published: async (service) =>
      (await standalone.floor.messaging.read(`${service}.events`, 0, 100_000)).map(({ message }) => message),
    end: async () => {
      await standalone.stop();
      await rm(folder, { recursive: true });
    },
    standalone,
    clock,
    folder,
    log,
  };
}
