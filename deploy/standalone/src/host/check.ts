import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { inspectAccessLog, inspectSessions, keysToRead, logToRead, refuseNoData, secretToRead } from '@ekey/floor';
import { inspectLog } from '@ekey/event-store/sqlite';
import { inspectDocuments } from '@ekey/documents/filesystem';
import { inspectMessages } from '@ekey/messaging/sqlite';
import { inspectKeys, inspectTombstones, type SqlitePersonalData } from '@ekey/personal-data/sqlite';
import type { HostAnswer } from '@ekey/platform';
import type { Inspection } from '@ekey/sqlite';
import { inspectViews } from '@ekey/views/sqlite';
import { inspectSeals } from './inspect-facts';

/**
 * Looks at everything that a data folder holds: every record of every log with its checksum, every message, key, seal,
 * document and view; and for every document that a fact names. Goes on behind what is broken, and names file and record.
 * Reads beside the process that writes.
 */
export async function check(folder: string): Promise<HostAnswer> {
  refuseNoData(folder);
  const of = (...names: readonly string[]): string => path.join(folder, ...names);
  const keys = await keysToRead(folder).catch(() => undefined);
  const found: Inspection[] = [];
  const documents = new Set<string>();
  for (const service of servicesIn(folder)) {
    found.push(inspectLog(of(service, 'events.db')), inspectViews(of(service, 'views.db')));
    if (keys !== undefined) found.push(await sealsOf(folder, service, keys, documents));
  }
  found.push(
    inspectMessages(of('messages.db')),
    wrapped(of('keys.db'), folder),
    inspectTombstones(of('tombstones.db')),
  );
  if (keys !== undefined) found.push(await inspectDocuments(of('documents'), keys, documents));
  found.push(inspectAccessLog(of('access.db')));
  // Sessions may be lost; but a file that is there and broken would stop the start.
  if (existsSync(of('sessions.db'))) found.push(inspectSessions(of('sessions.db')));
  await keys?.close();
  return answerOf(found, keys !== undefined);
}

/** A service has a folder with a log, or at least with what was made from one. */
const servicesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => ['events.db', 'views.db'].some((file) => existsSync(path.join(folder, name, file))))
    .sort();

async function sealsOf(
  folder: string,
  service: string,
  keys: SqlitePersonalData,
  documents: Set<string>,
): Promise<Inspection> {
  const store = `${path.join(folder, service, 'events.db')} (seals)`;
  try {
    const log = logToRead(folder, service);
    const inspection = await inspectSeals(store, log, keys, documents);
    await log?.close();
    return inspection;
  } catch (error) {
    return { store, records: 0, faults: [`${store}: ${(error as Error).message}`] };
  }
}

function wrapped(file: string, folder: string): Inspection {
  try {
    return inspectKeys(file, secretToRead(folder, 'master-key'));
  } catch (error) {
    return { store: file, records: 0, faults: [(error as Error).message] };
  }
}

/** @param keysRead whether the keys could be opened, without which seals and documents are not looked at. */
export function answerOf(found: readonly Inspection[], keysRead: boolean): HostAnswer {
  const lines = found.map(
    ({ store, records, faults }) => `${faults.length === 0 ? 'ok    ' : 'BROKEN'}  ${store}: ${records}`,
  );
  const faults = found.flatMap((inspection) => inspection.faults);
  const unread = keysRead ? [] : ['The keys cannot be opened: seals and documents were not looked at.'];
  const end = faults.length === 0 ? 'Nothing is broken.' : `${faults.length} broken:`;
  return { ok: faults.length === 0 && keysRead, text: [...lines, ...unread, end, ...faults].join('\n') };
}
