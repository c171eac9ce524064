import path from 'node:path';
import { ADMIN_SOCKET, askRunningProcess, refuseNoData, Refusal, systemClock } from '@ekey/floor';
import type { Config, HostAnswer, HostCommand } from '@ekey/platform';
import { servicesToRead } from '../services';
import { standUp } from '../standing';
import { hostCommands } from './host-commands';

/** Has a command done by a process that holds what it is about. @throws Refusal */
export const tell = (command: HostCommand, config: Config): Promise<HostAnswer> =>
  config.PLATFORM === 'distributed' ? tellServices(command, config) : tellOneProcess(command, config);

/** Where none runs it is done by this one, which then holds the data. */
async function tellOneProcess(command: HostCommand, config: Config): Promise<HostAnswer> {
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

/** Those that run here: each has a folder of its own. Others, on other machines or in other containers, are not reached. */
async function tellServices(command: HostCommand, { DATA_DIR }: Config): Promise<HostAnswer> {
  const wanted = servicesFor(command);
  const answers: (HostAnswer & { readonly service: string })[] = [];
  for (const service of wanted) {
    const answer = await askRunningProcess(path.join(DATA_DIR, service, ADMIN_SOCKET), command);
    if (answer !== undefined) answers.push({ service, ...answer });
  }
  if (answers.length === 0)
    throw new Refusal(`no process of ${wanted.join(' or ')} runs on ${DATA_DIR}: give the command where one does`);
  const textOf = ({ service, text }: (typeof answers)[number]): string =>
    wanted.length === 1 ? text : `${service}: ${text}`;
  return { ok: answers.every(({ ok }) => ok), text: answers.map(textOf).join('\n') };
}

/** Which services a command is for. @throws Refusal naming those that there are. */
function servicesFor({ name, options }: HostCommand): readonly string[] {
  const all = servicesToRead().map((service) => service.name);
  if (name === 'admin:recover') return ['review'];
  if (name === 'import:holders') return ['intake'];
  const named = options['rebuild'] ?? options['service'];
  if (named === undefined) return all;
  if (!all.includes(named)) throw new Refusal(`there is no service ${named}: name one of ${all.join(', ')}`);
  return [named];
}
