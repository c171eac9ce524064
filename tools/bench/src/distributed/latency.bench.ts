import { setTimeout as sleep } from 'node:timers/promises';
import type { Enterprise } from '@ekey/journeys';
import { quantile } from '@ekey/kernel/testing';
import { atMost, reported, type Figure } from '../figure';
import { CaseRun } from '../workflow/case-run';
import type { Stopwatch } from '../workflow/stopwatch';
import { WorkList } from '../workflow/work-list';
import { endingFigures, memoryDuring, memoryFigures, setFleetStage, type FleetStage } from './fleet-stage';

const BEFORE = 100;
const CASES = 400;
/** As many as an account may have open at a time. */
const CASES_AN_ACCOUNT = 20;
const A_SECOND = 20;
/** Of the officer who waits for cases: part of what is measured. */
const LOOK_EVERY_MS = 10;
/** As many cases as come within a second stand on the first page; whatever came later than that is found by a look at all. */
const [NEWEST, WHOLE_ONE_IN] = [20, 50];

/**
 * From the moment at which a submission is due to be sent until an officer sees the case in the queue, at a rate that does
 * not wait for answers. Forms and scans of every case are there before. The driver, the officer who looks at the queue
 * all the time and all servers are on the same cores.
 */
export async function run(): Promise<Figure[]> {
  const stage = await setFleetStage((BEFORE + CASES) / CASES_AN_ACCOUNT, BEFORE + CASES);
  const { fleet, floor, world } = stage;
  const runs = await prepared(stage);
  await submitted(stage, runs.slice(0, BEFORE));
  await fleet.settled();
  floor.watch.forget();
  let latencies: readonly number[] = [];
  const memory = await memoryDuring(fleet, async () => (latencies = await submitted(stage, runs.slice(BEFORE))));
  const ending = await endingFigures('latency', fleet);
  await world.end();
  return [...figuresOf(latencies, floor.watch), ...memoryFigures('latency', memory), ...ending];
}

/** What stands due on the same day stands by its id in the queue: so the newest stand first. */
async function prepared({ applicants, floor, fleet }: FleetStage): Promise<readonly CaseRun[]> {
  const prepare = async (applicant: Enterprise, account: number): Promise<readonly CaseRun[]> => {
    const runs: CaseRun[] = [];
    while (runs.length < CASES_AN_ACCOUNT) {
      const run = new CaseRun(floor, applicant, account * CASES_AN_ACCOUNT + runs.length);
      await run.prepares();
      runs.push(run);
    }
    return runs;
  };
  const runs = (await Promise.all(applicants.map(prepare))).flat();
  await fleet.settled();
  return runs.sort((one, other) => (one.is.caseId < other.is.caseId ? 1 : -1));
}

/** @returns for each case, in milliseconds, how long after its time it was seen. */
async function submitted({ house }: FleetStage, runs: readonly CaseRun[]): Promise<readonly number[]> {
  const queue = `/api/review/v1/queues/pre-verification?limit=${NEWEST}`;
  const newest = new WorkList(house.shanghai.officer.http, queue, { everyMs: LOOK_EVERY_MS, wholeOneIn: WHOLE_ONE_IN });
  const begun = performance.now();
  const latencies = runs.map(async (run, index) => {
    const due = (index * 1_000) / A_SECOND;
    await sleep(due - (performance.now() - begun));
    const seen = newest.awaits(run.is.caseId).then(() => performance.now() - begun - due);
    await run.submits();
    return seen;
  });
  return Promise.all(latencies);
}

function figuresOf(latencies: readonly number[], watch: Stopwatch): readonly Figure[] {
  const name = `latency: ${A_SECOND} cases a second, from submission into the queue`;
  return [
    atMost(60, { name: `${name}, half within`, value: quantile(latencies, 0.5), unit: 'ms' }),
    atMost(250, { name: `${name}, 99 of 100 within`, value: quantile(latencies, 0.99), unit: 'ms' }),
    reported({ name: 'latency: half of these submissions answered within', value: watch.quantile(0.5), unit: 'ms' }),
    reported({ name: 'latency: 99 of 100 of them', value: watch.quantile(0.99), unit: 'ms' }),
  ];
}
