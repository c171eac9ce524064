import path from 'node:path';
import { parseArgs } from 'node:util';
import { besiegeFleet } from './fleet.besieged';
import { targetsIn } from './targets';
import { cutRenewals } from './renewals';
import { torture, type Ordeal, type Verdict } from './torture';
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
      renewals: { type: 'string' },
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
  const verdict = (): Promise<Verdict> => {
    const atOnce = given(values['at-once'], 16);
    if (values.renewals === undefined) return tortured({ kills: given(values.kills, 25), seed, atOnce, tell }, values);
    const renewals = given(values.renewals, 300);
    return cutRenewals({ renewals, seed, atOnce: Math.min(atOnce, renewals), tell }, (folder) =>
      Victim.on(root, folder),
    );
  };
  const { figures, violations } = await verdict();
  for (const [name, figure] of Object.entries(figures)) tell(`${name.padEnd(24)}${figure}`);
  for (const violation of violations) tell(`VIOLATION  ${violation}`);
  tell(
    violations.length === 0
      ? 'Nothing was lost, and nothing happened twice.'
      : `${violations.length} violations; seed ${seed}`,
  );
  process.exitCode = violations.length === 0 ? 0 : 1;
}

function tortured(ordeal: Ordeal, { floor, kill }: { readonly floor?: string; readonly kill?: string }) {
  const siege = { targets: targetsIn(kill), kurrent: process.env.KURRENTDB_URL };
  const besiege = {
    standalone: (folder: string) => Victim.on(root, folder),
    distributed: (folder: string) => besiegeFleet(folder, siege),
  }[floor ?? 'standalone'];
  if (kill !== undefined && floor !== 'distributed')
    throw new RangeError('there is one process to be killed: --kill chooses among those of --floor distributed');
  if (besiege === undefined) throw new RangeError(`no such floor: ${floor}`);
  return torture(ordeal, besiege);
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
  process.exitCode = 1;
});
