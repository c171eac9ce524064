import { existsSync } from 'node:fs';
import path from 'node:path';
import type { CommandRunner } from '@ekey/event-store';
import { openRecords } from '@ekey/floor';
import { enterpriseSessions, SessionTokens } from '@ekey/intake';
import type { Clock, KeyOwner } from '@ekey/kernel';
import { fileMailing } from '@ekey/notify';
import {
  COMMAND_RUNNER,
  EndedSessions,
  type Config,
  type HostAnswer,
  type HostCommand,
  type SessionStore,
} from '@ekey/platform';
import { staffSessions, StaffTokens } from '@ekey/review';
import { servicesToRead } from '../services';
import type { Standing } from '../standing';
import { eraseOwner } from './erase';
import type { ErasurePlace } from './erasure-place';

/** None is begun here. */
const NO_HOURS = 0;

/** In the one process that holds the data of all services. */
export function placeInProcess({ application, floor, data, services }: Standing): ErasurePlace {
  const { config } = floor;
  return {
    ...floor,
    logs: services.map(({ name }) => ({ service: name, log: floor.service(name).eventStore })),
    forget: async (owner) => {
      for (const { name } of services) application.provided<CommandRunner>(name, COMMAND_RUNNER).forget();
      await forgetMails(data.of('outbox'), config, owner);
    },
    logOut: async (accountId) => {
      // By those who answer here: they know at once that a session has ended.
      await application.provided('intake', SessionTokens).endAll(accountId);
      await application.provided('review', StaffTokens).endAll(accountId);
    },
  };
}

/**
 * Beside the processes of the services, on the servers that all of them share: each notices within seconds that a key is
 * destroyed, and uses nothing any more that it had opened with it.
 * @throws Refusal as `eraseOwner`, and where a log is missing.
 */
export async function eraseOnServers(config: Config, command: HostCommand, clock: Clock): Promise<HostAnswer> {
  const services = servicesToRead().map(({ name }) => name);
  const records = await openRecords(config, services, clock);
  try {
    const [personalData, accessLog] = [await records.keys(), await records.accessLog()];
    const sessions = await records.sessions();
    const place: ErasurePlace = {
      ...{ clock, personalData, accessLog, logs: records.logs },
      forget: (owner) => forgetMails(path.join(config.DATA_DIR, 'notify', 'outbox'), config, owner),
      logOut: (accountId) => logOut(accountId, sessions, clock, config),
    };
    return await eraseOwner(place, command);
  } finally {
    await records.close();
  }
}

/** A mail server keeps what it was given, and answers to nobody here. */
async function forgetMails(folder: string, { MAIL, MAIL_FROM }: Config, owner: KeyOwner): Promise<void> {
  if (MAIL === 'files' && existsSync(folder)) await fileMailing(folder, MAIL_FROM).mailer.forget(owner);
}

/** Of a user or of a member of staff: the log does not say by its id alone which of them an account is. */
async function logOut(accountId: string, store: SessionStore, clock: Clock, config: Config): Promise<void> {
  const ended = new EndedSessions(store, clock, config.ACCESS_TOKEN_SECONDS);
  await enterpriseSessions(store, ended, NO_HOURS).endAll(accountId);
  await staffSessions(store, ended, NO_HOURS).endAll(accountId);
}
