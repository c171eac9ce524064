import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { fileMailing } from '@ekey/notify';
import { readConfig, type Config } from '@ekey/platform';
import { explain } from '../explain';
import { standUp } from '../standing';
import { ADMIN_SOCKET } from '../standalone';
import { systemClock } from '@ekey/floor';
import { askRunningProcess } from './admin-socket';
import { backup } from './backup';
import { check } from './check';
import { helpOf, readCommandLine, requireOne, type Typed } from './command-line';
import type { HostAnswer, HostCommand } from './host-command';
import { hostCommands } from './host-commands';
import { refuseNoData } from './reading';
import { replayCase } from './replay-case';
import { Refusal } from './refusal';
import { restore } from './restore';

/** Runs a command of the host as it was typed. @returns what there is to say; never throws. */
export async function runCommand(
  words: readonly string[],
  environment?: Readonly<Record<string, string | undefined>>,
): Promise<HostAnswer> {
  let config: Config | undefined;
  try {
    const typed = readCommandLine(words);
    if (typed.wantsHelp) return { ok: true, text: helpOf(typed.name) };
    config = readConfig(environment);
    return await run(typed, config);
  } catch (error) {
    return { ok: false, text: explain(error, config) };
  }
}

function run(typed: Typed, config: Config): Promise<HostAnswer> {
  const command = { name: typed.name, by: logInOfHost(), options: typed.options };
  switch (typed.name) {
    case 'replay':
      return replay(typed, command, config);
    case 'backup':
      return save(typed, config);
    case 'restore':
      return bringBack(typed, config);
    case 'check':
      return check(config.DATA_DIR);
    case 'import:holders':
      return tell({ ...command, input: contentOf(typed.file ?? '') }, config);
    case 'erase':
      requireOne(typed, ['case', 'reason'], ['account', 'reason']);
      return tell(command, config);
    case 'admin:recover':
    case 'redrive':
      return tell(command, config);
  }
}

function replay(typed: Typed, command: HostCommand, config: Config): Promise<HostAnswer> {
  requireOne(typed, ['case'], ['rebuild']);
  return typed.options['case'] === undefined
    ? tell({ ...command, name: 'rebuild' }, config)
    : replayCase(config.DATA_DIR, command, systemClock);
}

async function save(typed: Typed, { DATA_DIR }: Config): Promise<HostAnswer> {
  requireOne(typed, ['to']);
  const target = typed.options['to'] ?? '';
  const { madeAt, files } = await backup(DATA_DIR, target, systemClock.now());
  const parts =
    "Keep facts, keys and tombstones in three places, for the first tells no person's data without the second.";
  return { ok: true, text: `${Object.keys(files).length} files in ${target}, as of ${madeAt}\n${parts}` };
}

async function bringBack(typed: Typed, { DATA_DIR, MAIL_FROM }: Config): Promise<HostAnswer> {
  requireOne(typed, ['from']);
  const { mailer } = fileMailing(path.join(DATA_DIR, 'outbox'), MAIL_FROM);
  const { madeAt, files, erased } = await restore(typed.options['from'] ?? '', DATA_DIR, (owner) =>
    mailer.forget(owner),
  );
  const kept = erased.length === 0 ? '' : `, without what was erased (${erased.length} keys)`;
  return {
    ok: true,
    text: `${files} files of ${madeAt} are back in ${DATA_DIR}${kept}\nLook at them with npm run check, then npm start.`,
  };
}

/** Has a command done by the process that holds the data, or where none runs by this one, which then holds them. */
async function tell(command: HostCommand, config: Config): Promise<HostAnswer> {
  refuseNoData(config.DATA_DIR);
  const answered = await askRunningProcess(path.join(config.DATA_DIR, ADMIN_SOCKET), command);
  if (answered !== undefined) return answered;
  const standing = await standUp({ ...config, LOG_LEVEL: 'warn' }, systemClock, process.stderr);
  try {
    const run = hostCommands(standing)[command.name];
    if (run === undefined) throw new Refusal(`nobody knows how to ${command.name}`);
    return await run(command);
  } finally {
    await standing.close();
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file).toString('base64');
  } catch (error) {
    throw new Refusal(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** Who gives the command. A container may run under an account that has no name. */
function logInOfHost(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
