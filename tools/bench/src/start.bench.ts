import path from 'node:path';
import { median } from '@ekey/kernel/testing';
import { atMost, reported, type Figure } from './figure';
import { casesShown, copyCase, type Pattern } from './start/many-cases';
import { secondsOfBareNode, secondsToReady } from './start/process';
import { inWorkFolder } from './work-folder';
import { CaseRun } from './workflow/case-run';
import { fakePapers } from './workflow/fake-papers';
import { Served } from './workflow/served';
import { floorOf, setStage } from './workflow/stage';

const STARTS = 7;
const FACTS = 1_000_000;
const SECONDS = { empty: 2, large: 3 };

/**
 * From the start of the process to the first `GET /health/ready` that is answered with 200, as `npm start` starts it: for the
 * first time, where secrets and authority have yet to be made; again on that folder; and with a million facts in intake's log,
 * those of tens of thousands of cases that have come to their end.
 */
export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const [empty, large] = [path.join(folder, 'empty'), path.join(folder, 'large')];
    const first = await secondsToReady(empty);
    const again = await startsOn(empty);
    await fill(large);
    return [
      reported({ name: 'first start to ready, secrets and authority made', value: first, unit: 's' }),
      atMost(SECONDS.empty, toReady('nothing stored', again)),
      atMost(SECONDS.large, toReady('1,000,000 facts stored', await startsOn(large))),
    ];
  });
}

interface Starts {
  readonly seconds: number;
  readonly bare: number;
}

const toReady = (stored: string, { seconds, bare }: Starts) => ({
  ...{ name: `start to ready, ${stored}`, value: seconds, unit: 's' },
  ...{ limit: bare, limitName: 'Node with nothing to do' },
});

/** In turns with the bare one. */
async function startsOn(data: string): Promise<Starts> {
  const [seconds, bare]: [number[], number[]] = [[], []];
  for (let start = 0; start < STARTS; start += 1) {
    seconds.push(await secondsToReady(data));
    bare.push(await secondsOfBareNode());
  }
  return { seconds: median(seconds), bare: median(bare) };
}

/** One case through everything, its like a million facts long, and views that have followed. */
async function fill(data: string): Promise<void> {
  const copies = await copyCase(data, await oneCase(data), FACTS);
  const served = await Served.start({ DATA_DIR: data, PORT: '0' });
  await served.ask('settle');
  await served.stop();
  const shown = await casesShown(data);
  if (shown !== copies + 1) throw new Error(`${shown} of ${copies + 1} cases are shown`);
}

async function oneCase(data: string): Promise<Pattern> {
  const stage = await setStage({ data, accounts: 1, cases: 1 });
  const [applicant] = stage.applicants;
  if (applicant === undefined) throw new Error('nobody registered');
  await stage.served.ask('fakes');
  const run = new CaseRun(await floorOf(stage, await fakePapers(stage.world)), applicant, 0);
  await run.run();
  await stage.served.ask('settle');
  await stage.world.end();
  return run.is;
}
