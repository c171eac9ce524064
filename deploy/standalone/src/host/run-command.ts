import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { explain, Refusal, systemClock } from '@ekey/floor';
import { fileMailing } from '@ekey/notify';
import { readConfig, type Config, type HostAnswer, type HostCommand } from '@ekey/platform';
import { backup } from './backup';
import { check } from './check';
import { checkServers } from './check-servers';
import { eraseOnServers } from './erasure-places';
import { helpOf, readCommandLine, requireOne, type CommandName, type Typed } from './command-line';
import { replayCase } from './replay-case';
import { restore } from './restore';
import { tell } from './tell';

const ON_FILES: readonly unknown[] = ['sqlite', 'files'];

/** Whether anything of the data is on a server: on the distributed floor, or where a setting of the other one says so. */
const isOnServers = ({ PLATFORM, EVENT_STORE, MESSAGING, VIEWS, DOCUMENTS, KEYS, SESSIONS }: Config): boolean =>
  PLATFORM === 'distributed' ||
  [EVENT_STORE, MESSAGING, VIEWS, DOCUMENTS, KEYS, SESSIONS].some((store) => !ON_FILES.includes(store));

/** What is done another way where servers hold the data. */
const ON_FILES_ALONE: Partial<Record<CommandName, string>> = {
  backup: 'servers are backed up each by its own means: docs/how-to/back-up-and-restore-distributed.md',
  restore: 'servers are restored each by its own means: docs/how-to/back-up-and-restore-distributed.md',
};

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

async function run(typed: Typed, config: Config): Promise<HostAnswer> {
  const command = { name: typed.name, by: logInOfHost(), options: typed.options };
  const another = isOnServers(config) ? ON_FILES_ALONE[typed.name] : undefined;
  if (another !== undefined) throw new Refusal(another);
  switch (typed.name) {
    case 'replay':
      return replay(typed, command, config);
    case 'backup':
      return save(typed, config);
    case 'restore':
      return bringBack(typed, config);
    case 'check':
      return isOnServers(config) ? checkServers(config, systemClock) : check(config.DATA_DIR);
    case 'import:holders':
      return tell({ ...command, input: contentOf(typed.file ?? '') }, config);
    case 'erase':
      requireOne(typed, ['case', 'reason'], ['account', 'reason']);
      return config.PLATFORM === 'distributed' ? eraseOnServers(config, command, systemClock) : tell(command, config);
    case 'admin:recover':
    case 'redrive':
      return tell(command, config);
  }
}

function replay(typed: Typed, command: HostCommand, config: Config): Promise<HostAnswer> {
  requireOne(typed, ['case'], ['rebuild']);
  return typed.options['case'] === undefined
    ? tell({ ...command, name: 'rebuild' }, config)
    : replayCase(config, command, systemClock);
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
