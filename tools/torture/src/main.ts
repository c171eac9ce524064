import path from 'node:path';
import { parseArgs } from 'node:util';
import { besiegeFleet } from './fleet.besieged';
import { targetsIn } from './targets';
import { torture } from './torture';
import { Victim } from './victim';

/** The checkout, with everything built. */
const root = path.resolve(__dirname, '..', '..', '..');

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string' },
      seed: { type: 'string' },
      'at-once': { type: 'string' },
      floor: { type: 'string' },
      kill: { type: 'string' },
    },
  });
  const given = (text: string | undefined, otherwise: number): number => {
    const number = Number(text ?? otherwise);
    if (!Number.isInteger(number) || number < 1) throw new RangeError(`not a number of anything: ${text}`);
    return number;
  };
  const seed = given(values.seed, Date.now() % 1_000_000_000);
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  tell(`seed ${seed}`);
  const siege = { targets: targetsIn(values.kill), kurrent: process.env.KURRENTDB_URL };
  const besiege = {
    standalone: (folder: string) => Victim.on(root, folder),
    distributed: (folder: string) => besiegeFleet(folder, siege),
  }[values.floor ?? 'standalone'];
  if (values.kill !== undefined && values.floor !== 'distributed')
    throw new RangeError('there is one process to be killed: --kill chooses among those of --floor distributed');
  if (besiege === undefined) throw new RangeError(`no such floor: ${values.floor}`);
  const ordeal = { kills: given(values.kills, 25), seed, atOnce: given(values['at-once'], 16), tell };
  const { figures, violations } = await torture(ordeal, besiege);
  for (const [name, figure] of Object.entries(figures)) tell(`${name.padEnd(24)}${figure}`);
  for (const violation of violations) tell(`VIOLATION  ${violation}`);
  tell(
    violations.length === 0
      ? 'Nothing was lost, and nothing happened twice.'
      : `${violations.length} violations; seed ${seed}`,
  );
  process.exitCode = violations.length === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
  process.exitCode = 1;
});
