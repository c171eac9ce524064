import { parseArgs } from 'node:util';
import { refuseUnfitForSeveral, explain, Refusal } from '@ekey/floor';
import type { Clock } from '@ekey/kernel';
import { GroupAtWork } from '@ekey/messaging/kafka';
import { OtherSecrets } from '@ekey/personal-data';
import { readConfig, type Config } from '@ekey/platform';
import { compare, migrate, type Places } from './migrate';

/** What the command has to say, for a person. */
export interface Answer {
  readonly ok: boolean;
  readonly text: string;
}

const HELP = `Moves the data of a standalone process to the servers of the distributed floor.

  npm run migrate -- --from standalone --to distributed [--data <folder>] [--check]
    --data <folder>  the data folder of the standalone process, stopped; default: DATA_DIR
    --check          compares the two sides and changes nothing

The distributed floor is described by the environment, as for its services. Stop all of them, and the standalone process.`;

/** @param tell is told of each step. @returns what there is to say; never throws. */
export async function runMigrate(
  words: readonly string[],
  clock: Clock,
  tell: (line: string) => void,
  environment?: Readonly<Record<string, string | undefined>>,
): Promise<Answer> {
  let config: Config | undefined;
  try {
    const { data, check, help } = typed(words);
    if (help) return { ok: true, text: HELP };
    config = readConfig(environment);
    if (config.PLATFORM !== 'distributed')
      throw new Refusal('give it the settings of the services: PLATFORM=distributed, SECRETS_DIR and their addresses');
    refuseUnfitForSeveral(config);
    const folder = data ?? config.DATA_DIR;
    const places = { from: standaloneOf(config, folder), to: config, clock, tell };
    return await (check ? compared(places) : moved(places));
  } catch (error) {
    return { ok: false, text: messageOf(error, config) };
  }
}

async function moved(places: Places): Promise<Answer> {
  const { differences, told } = await migrate(places);
  if (differences.length > 0) return { ok: false, text: [...told, ...differences].join('\n') };
  const next = `Start the services now. Never start the standalone process on ${places.from.DATA_DIR} again.`;
  return { ok: true, text: [...told, 'Both sides are the same.', next].join('\n') };
}

async function compared(places: Places): Promise<Answer> {
  const { differences, told } = await compare(places);
  const end = differences.length === 0 ? 'Both sides are the same.' : `${differences.length} differences:`;
  return { ok: differences.length === 0, text: [...told, end, ...differences].join('\n') };
}

function typed(words: readonly string[]): { readonly data?: string; readonly check: boolean; readonly help: boolean } {
  const { from, to, data, check, help } = parsed(words);
  if (help !== true && (from !== 'standalone' || to !== 'distributed'))
    throw new Refusal(`only from standalone to distributed\n\n${HELP}`);
  return { check: check === true, help: help === true, ...(data === undefined ? {} : { data }) };
}

function parsed(words: readonly string[]) {
  const [text, flag] = [{ type: 'string' }, { type: 'boolean' }] as const;
  const options = { from: text, to: text, data: text, check: flag, help: flag } as const;
  try {
    return parseArgs({ args: [...words], strict: true, options }).values;
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${HELP}`);
  }
}

/** As the standalone process reads its configuration: its folder alone says where everything is. */
function standaloneOf({ SECRETS_DIR: _secrets, CA_DIR: _authority, ...config }: Config, folder: string): Config {
  const inFiles = { EVENT_STORE: 'sqlite', MESSAGING: 'sqlite', VIEWS: 'sqlite', KEYS: 'sqlite' } as const;
  return { ...config, ...inFiles, DOCUMENTS: 'files', SESSIONS: 'sqlite', MAIL: 'files', DATA_DIR: folder };
}

const messageOf = (error: unknown, config?: Config): string =>
  error instanceof GroupAtWork || error instanceof OtherSecrets ? error.message : explain(error, config);
