import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PublishedData, PublishedType } from '@ekey/contracts';
import { derivedId } from '@ekey/event-store';
import { ShiftedClock } from '@ekey/journeys';
import { accountKey, caseKey } from '@ekey/kernel';
import { schemaOf, sourceOf } from '@ekey/messaging';
import { readConfig, type Floor, type HostAnswer } from '@ekey/platform';
import { runCommand } from '../../src/host/run-command';
import { startStandalone, type Standalone } from '../../src/standalone';
import { takeAuthority } from '../authority-of-run';
import { answersAsDescribed } from '../described';

export const NOON = '2026-03-09T04:00:00.000Z';

/** A standalone in a folder of its own, and the commands of its host. */
export interface House {
  readonly folder: string;
  readonly data: string;
  readonly clock: ShiftedClock;
  readonly standalone: Standalone;
  /** A command as the host types it, about this house's data. */
  readonly run: (...words: readonly string[]) => Promise<HostAnswer>;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<Standalone>;
  /** Stops it, if need be, and removes the folder. */
  readonly end: () => Promise<void>;
}

export const settingsOf = (data: string): Readonly<Record<string, string>> => ({
  DATA_DIR: data,
  PORT: '0',
  LOG_LEVEL: 'silent',
});

/** @param at a data folder that is there already, instead of a new one. */
export async function newHouse(at?: string): Promise<House> {
  const folder = at === undefined ? await mkdtemp(path.join(tmpdir(), 'ekey-host-')) : path.dirname(at);
  const data = at ?? path.join(folder, 'data');
  const clock = new ShiftedClock(NOON);
  let running: Standalone | undefined;
  const start = async (): Promise<Standalone> => {
    running = await startStandalone(readConfig(settingsOf(data)), clock);
    answersAsDescribed(running.url);
    return running;
  };
  const stop = async (): Promise<void> => {
    await running?.stop();
    running = undefined;
  };
  if (at === undefined) await takeAuthority(data);
  await start();
  return {
    folder,
    data,
    clock,
    get standalone() {
      if (running === undefined) throw new Error('the house stands still');
      return running;
    },
    run: (...words) => runCommand(words, settingsOf(data)),
    start,
    stop,
    end: async () => {
      await stop();
      await rm(at ?? folder, { recursive: true });
    },
  };
}

/** Puts on its topic what a service would publish. */
export async function told<Type extends PublishedType>(
  floor: Floor,
  type: Type,
  subject: string,
  data: PublishedData<Type>,
  { stream, sequence }: { readonly stream: string; readonly sequence: number },
): Promise<void> {
  const id = derivedId('house', type, stream, sequence);
  const source = sourceOf(type);
  await floor.messaging.publish(`${source.slice('/ekey/'.length)}.events`, [
    {
      ...{
        specversion: '1.0',
        id,
        source,
        type,
        subject,
        time: floor.clock.now(),
        datacontenttype: 'application/json',
      },
      ...{ dataschema: schemaOf(type), data, correlationid: id, causationid: id, stream, sequence },
    },
  ]);
}

/** A password is forgotten: becomes a fact, a message and a mail. */
export async function forgotten(floor: Floor, count: number): Promise<void> {
  const accountId = `account-${count}`;
  const address = `user${count}@enterprise.example`;
  const mailTo = await floor.personalData.seal(accountKey(accountId), 'mailTo', address);
  const requestId = `7a6b5c4d-3e2f-4a1b-9c8d-${String(count).padStart(12, '0')}`;
  const request = {
    accountId,
    requestId,
    mailTo,
    requestedAt: floor.clock.now(),
    expiresAt: '2026-03-10T04:00:00.000Z',
  };
  const place = { stream: `intake.Account-${accountId}`, sequence: 1 };
  await told(floor, 'intake.PasswordResetRequested.v1', accountId, request, place);
}

/** A case has not been touched for a week: becomes a message and a mail. */
export async function idle(floor: Floor, caseId: string, address: string): Promise<void> {
  const mailTo = await floor.personalData.seal(caseKey(caseId), 'mailTo', address);
  const about = { caseId, kind: 'first', uscc: '91110101MA0000007T' } as const;
  const place = { stream: `intake.KeyApplication-${caseId}`, sequence: 5 };
  const reminder = { ...about, mailTo, idleDays: 7, expiresOn: '2026-04-01' };
  await told(floor, 'intake.ApplicationExpiryNear.v1', caseId, reminder, place);
}

/** The mails that are kept in a data folder. */
export function mailsIn(data: string): readonly string[] {
  const outbox = path.join(data, 'outbox');
  return existsSync(outbox) ? readdirSync(outbox).filter((name) => name.endsWith('.eml')) : [];
}
