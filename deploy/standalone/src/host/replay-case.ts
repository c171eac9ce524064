import { openRecords, type Records } from '@ekey/floor';
import type { Clock } from '@ekey/kernel';
import {
  decidersOf,
  masked,
  opened,
  storyOf,
  type Chapter,
  type Config,
  type HostAnswer,
  type HostCommand,
} from '@ekey/platform';
import { servicesToRead } from '../services';

/**
 * Tells a case (or an account) fact by fact over all services, in the order of time, with the state that each fact has led
 * its stream to. Persons' data are masked, unless a purpose is given; that is recorded first. Reads beside the processes
 * that write.
 */
export async function replayCase(config: Config, command: HostCommand, clock: Clock): Promise<HostAnswer> {
  const { case: subject = '', purpose } = command.options;
  const services = servicesToRead();
  const records = await openRecords(
    config,
    services.map(({ name }) => name),
    clock,
  );
  try {
    if (purpose !== undefined) await recordLooking(records, command);
    const eyes = purpose === undefined ? masked : opened(await records.keys());
    const deciders = services.flatMap(decidersOf);
    const stories = await Promise.all(records.logs.map(({ log }) => wholeOf(storyOf(subject, log, deciders, eyes))));
    const chapters = inOrderOfTime(stories);
    if (chapters.length === 0) return { ok: false, text: `no fact tells of ${subject}` };
    return { ok: true, text: [headOf(subject, purpose), ...chapters.map(textOf)].join('\n') };
  } finally {
    await records.close();
  }
}

async function recordLooking(records: Records, { by, options }: HostCommand): Promise<void> {
  const accessLog = await records.accessLog();
  const { case: subject = '', purpose = '' } = options;
  const caller = { kind: 'host', id: by, roles: [] } as const;
  for (const { service } of records.logs)
    await accessLog.record({ service, caller, action: 'replay.unmasked', subject, purpose, outcome: 'granted' });
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
