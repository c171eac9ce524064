import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Besieged } from './besieged';
import { besiegeFleet } from './fleet.besieged';
import { Mistyped, saidOf } from './mistyped';
import { targetsIn } from './targets';
import { cutRenewals } from './renewals';
import { torture, type Verdict } from './torture';
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
    if (!Number.isInteger(number) || number < 1) throw new Mistyped(`not a number of anything: ${text}`);
    return number;
  };
  const seed = given(values.seed, Date.now() % 1_000_000_000);
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  tell(`seed ${seed}`);
  const verdict = (): Promise<Verdict> => {
    const [atOnce, besiege] = [given(values['at-once'], 16), besiegingOf(values)];
    if (values.renewals === undefined) {
      const kills = given(values.kills, 25);
      return torture({ kills, seed, atOnce, held: Math.ceil(kills / 2), tell }, besiege);
    }
    const renewals = given(values.renewals, 300);
    return cutRenewals({ renewals, seed, atOnce: Math.min(atOnce, renewals), tell }, besiege);
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

/** Sets up what is killed, in a folder of its own. */
type Besieging = (folder: string) => Promise<Besieged>;

function besiegingOf({ floor, kill }: { readonly floor?: string; readonly kill?: string }): Besieging {
  const siege = { targets: targetsIn(kill), kurrent: process.env.KURRENTDB_URL };
  const floors: Readonly<Record<string, Besieging>> = {
    standalone: (folder) => Victim.on(root, folder),
    distributed: (folder) => besiegeFleet(folder, siege),
  };
  const besieging = floors[floor ?? 'standalone'];
  if (kill !== undefined && floor !== 'distributed')
    throw new Mistyped('there is one process to be killed: --kill chooses among those of --floor distributed');
  if (besieging === undefined) throw new Mistyped(`no such floor: ${floor}`);
  return besieging;
}

main().catch((error: unknown) => {
  process.stderr.write(`${saidOf(error)}\n`);
  process.exitCode = 1;
});
