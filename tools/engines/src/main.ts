import { parseArgs } from 'node:util';
import { engineNames, type EngineName } from './catalogue';
import { EngineSet } from './engine-set';

const COMMANDS = ['install', 'start', 'stop', 'kill', 'restart', 'status'] as const;
type Command = (typeof COMMANDS)[number];

const USAGE = `npm run engines -- ${COMMANDS.join('|')} [--data <folder>] [${engineNames.join('|')} …]`;

const isCommand = (word: string | undefined): word is Command => COMMANDS.includes(word as Command);
const isEngine = (word: string): word is EngineName => engineNames.includes(word as EngineName);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { data: { type: 'string' } } });
  const [command, ...names] = positionals;
  if (!isCommand(command) || !names.every(isEngine)) throw new Error(USAGE);
  const set = new EngineSet(values.data === undefined ? {} : { data: values.data });
  const chosen = names.length > 0 ? (names as EngineName[]) : engineNames;
  if (command !== 'status') for (const name of chosen) await attempt(name, () => set[command](name));
  const report = chosen.map((name) => [name, { ...set.status(name), address: set.address(name) }]);
  console.log(JSON.stringify(Object.fromEntries(report), null, 2));
}

/** One engine that cannot be had here does not keep the others from their work. */
async function attempt(name: EngineName, work: () => void | Promise<void>): Promise<void> {
  const from = performance.now();
  try {
    await work();
    console.error(`${name}: ${Math.round(performance.now() - from)} ms`);
  } catch (error) {
    process.exitCode = 1;
    console.error(`${name}: ${(error as Error).message}`);
  }
}

main().catch((error: Error) => {
  process.exitCode = 2;
  console.error(error.message === USAGE ? USAGE : `${error.message}\n${USAGE}`);
});
