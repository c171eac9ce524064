import path from 'node:path';
import { reported, type Figure } from './figure';
import { inWorkFolder } from './work-folder';
import { bytesIn, growth, total } from './workflow/disk';
import { realPapers } from './workflow/real-papers';
import type { Spending, Spent } from './workflow/spendings';
import { floorOf, inTurns, setStage, type Stage } from './workflow/stage';
import type { Stopwatch } from './workflow/stopwatch';

const OPEN = 16;
const CASES = 64;
const LOG_INS = 12;

/**
 * The workflow with everything real: scans of a few hundred kilobytes, printouts, certificates, seals, mails as files, keys in tokens.
 * Nothing has a floor here; it tells where the time goes. What a kind of work costs is the CPU of a call made alone afterwards, all
 * threads together, times its calls; what is left of the process's CPU is commands, HTTP, views and all else.
 */
export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const data = path.join(folder, 'data');
    const stage = await setStage({ data, accounts: OPEN, cases: CASES });
    const { served, world, applicants } = stage;
    const floor = await floorOf(stage, await realPapers(world));
    const start = bytesIn(data);
    await served.ask('watch');
    const begun = Date.now();
    await inTurns(floor, applicants, CASES);
    const seconds = ((await served.ask<number>('settle')) - begun) / 1_000;
    const memory = await served.ask<number>('memory');
    const spent = await served.ask<Spent>('spent');
    const logIn = { kind: 'log-ins (argon2id)', calls: CASES, cpu: await cpuOfLogIn(stage) };
    const bytes = total(growth(start, bytesIn(data)));
    await world.end();
    return [
      ...figuresOf(floor.watch, seconds),
      line('bytes on disk a case', bytes / CASES / 1_024, 'kB'),
      line('memory under that load', memory / 1_048_576, 'MB'),
      ...whereItWent({ ...spent, kinds: [...spent.kinds, { ...logIn, wall: floor.watch.mean('log-in') }] }),
    ];
  });
}

const line = (name: string, value: number, unit: string): Figure =>
  reported({ name: `everything real: ${name}`, value, unit });

const figuresOf = (watch: Stopwatch, seconds: number): Figure[] => [
  line('cases', CASES / seconds, '/s'),
  line('steps', watch.count / seconds, '/s'),
  line('half of all steps within', watch.quantile(0.5), 'ms'),
  line('99 of 100 steps within', watch.quantile(0.99), 'ms'),
];

/** Of the CPU of a case, what each kind took, dearest first. */
function whereItWent({ cpu, eventLoop, kinds }: Spent): Figure[] {
  const ofCase = { limit: (cpu * 1_000) / CASES, limitName: 'all CPU of a case' };
  const shares = kinds.map((each) => ({ ...each, ofCase: (each.cpu * each.calls) / CASES }));
  const rest = ofCase.limit - shares.reduce((sum, share) => sum + share.ofCase, 0);
  return [
    line('event loop at work', eventLoop * 100, '%'),
    line('CPU of a case', ofCase.limit, 'ms'),
    ...shares
      .sort((one, other) => other.ofCase - one.ofCase)
      .map((each) => ({ ...line(nameOf(each), each.ofCase, 'ms'), ...ofCase })),
    { ...line('CPU of commands, HTTP, views and all else', rest, 'ms'), ...ofCase },
  ];
}

const nameOf = ({ kind, calls, cpu, wall }: Spending): string =>
  `CPU of ${kind}, ${tenth(calls / CASES)} a case at ${tenth(cpu)} ms (answered after ${tenth(wall)} ms)`;

const tenth = (value: number): string => value.toFixed(1);

/** Milliseconds, all threads together, the request included. */
async function cpuOfLogIn({ served, applicants }: Stage): Promise<number> {
  const [before, applicant] = [await served.ask<NodeJS.CpuUsage>('cpu'), applicants[0]];
  for (let count = 0; count < LOG_INS; count += 1) await applicant?.logIn();
  const after = await served.ask<NodeJS.CpuUsage>('cpu');
  return (after.user + after.system - before.user - before.system) / 1_000 / LOG_INS;
}
