import type { EventStore } from '@ekey/event-store';
import type { Clock } from '@ekey/kernel';
import { decidersOf, masked, opened, storyOf, type Chapter, type Eyes } from '@ekey/platform';
import { servicesToRead } from '../services';
import { SqliteAccessLog } from '@ekey/floor';
import type { HostAnswer, HostCommand } from './host-command';
import { keysToRead, logToRead, refuseNoData } from './reading';
import path from 'node:path';

interface OpenLog {
  readonly service: string;
  readonly log: EventStore;
}

/**
 * Tells a case (or an account) fact by fact over all services, in the order of time, with the state that each fact has led
 * its stream to. Persons' data are masked, unless a purpose is given; that is recorded first. Reads beside the process that
 * writes.
 */
export async function replayCase(folder: string, command: HostCommand, clock: Clock): Promise<HostAnswer> {
  refuseNoData(folder);
  const { case: subject = '', purpose } = command.options;
  const services = servicesToRead();
  const logs = services.flatMap(({ name }): OpenLog[] => {
    const log = logToRead(folder, name);
    return log === undefined ? [] : [{ service: name, log }];
  });
  try {
    if (purpose !== undefined) await recordLooking(folder, logs, command, clock);
    const { eyes, close } = purpose === undefined ? { eyes: masked, close: () => undefined } : await openEyes(folder);
    const deciders = services.flatMap(decidersOf);
    const stories = await Promise.all(logs.map(({ log }) => wholeOf(storyOf(subject, log, deciders, eyes))));
    await close();
    const chapters = inOrderOfTime(stories);
    if (chapters.length === 0) return { ok: false, text: `no fact tells of ${subject}` };
    return { ok: true, text: [headOf(subject, purpose), ...chapters.map(textOf)].join('\n') };
  } finally {
    for (const { log } of logs) await log.close();
  }
}

async function openEyes(folder: string): Promise<{ eyes: Eyes; close: () => Promise<void> | undefined }> {
  const keys = await keysToRead(folder);
  return { eyes: opened(keys), close: () => keys.close() };
}

async function recordLooking(
  folder: string,
  logs: readonly OpenLog[],
  { by, options }: HostCommand,
  clock: Clock,
): Promise<void> {
  const accessLog = new SqliteAccessLog(path.join(folder, 'access.db'), clock);
  const { case: subject = '', purpose = '' } = options;
  const caller = { kind: 'host', id: by, roles: [] } as const;
  for (const { service } of logs)
    await accessLog.record({ service, caller, action: 'replay.unmasked', subject, purpose, outcome: 'granted' });
  accessLog.close();
}

async function wholeOf(story: AsyncIterable<Chapter>): Promise<readonly Chapter[]> {
  const chapters: Chapter[] = [];
  for await (const chapter of story) chapters.push(chapter);
  return chapters;
}

/** Merged by time; what one log tells stays in its own order, also where clocks were set back. */
function inOrderOfTime(stories: readonly (readonly Chapter[])[]): readonly Chapter[] {
  const left = stories.map((story) => [...story]);
  const merged: Chapter[] = [];
  for (;;) {
    const next = left
      .filter((story) => story.length > 0)
      .sort((one, other) =>
        (one[0] as Chapter).fact.meta.recordedAt <= (other[0] as Chapter).fact.meta.recordedAt ? -1 : 1,
      )[0]
      ?.shift();
    if (next === undefined) return merged;
    merged.push(next);
  }
}

const headOf = (subject: string, purpose: string | undefined): string =>
  purpose === undefined
    ? `${subject}: data of persons are masked, and null in the states (give --purpose to see them)`
    : `${subject}: unmasked for "${purpose}", which is recorded`;

function textOf({ fact, data, ...rest }: Chapter): string {
  const { recordedAt, stream, revision, schemaVersion, actor } = fact.meta;
  const who = [actor.kind, actor.id, actor.role, actor.operator && `for ${actor.operator}`].filter(Boolean).join(' ');
  const state = 'state' in rest ? JSON.stringify(rest.state) : 'cannot be told';
  const head = `${recordedAt || 'time unknown'}  ${stream}@${revision}  ${fact.type} v${schemaVersion}  by ${who}`;
  return `\n${head}\n  data   ${JSON.stringify(data)}\n  state  ${state}`;
}
