import { reported, secondsOf, type Figure } from '../figure';
import { inTurns } from '../workflow/stage';
import { endingFigures, memoryDuring, memoryFigures, setFleetStage } from './fleet-stage';

const OPEN = 32;
const BEFORE = 32;
const CASES = 200;

/**
 * The running workflow as `npm run bench` measures it in one process: cases over HTTP from the first page of the form to
 * the key in hand, here through a gateway to five processes, with mails that are really sent.
 */
export async function run(): Promise<Figure[]> {
  const { fleet, floor, applicants, world } = await setFleetStage(OPEN, BEFORE + CASES);
  await inTurns(floor, applicants, BEFORE);
  await fleet.settled();
  floor.watch.forget();
  let seconds = 0;
  const work = async (): Promise<void> => void (seconds = await secondsOf(() => inTurns(floor, applicants, CASES, BEFORE))); // prettier-ignore
  const memory = await memoryDuring(fleet, work);
  const ending = await endingFigures('workflow', fleet);
  await world.end();
  const { watch } = floor;
  return [
    reported({ name: 'workflow: steps', value: watch.count / seconds, unit: '/s' }),
    reported({ name: 'workflow: cases', value: CASES / seconds, unit: '/s' }),
    reported({ name: 'workflow: half of all steps within', value: watch.quantile(0.5), unit: 'ms' }),
    reported({ name: 'workflow: 99 of 100 steps within', value: watch.quantile(0.99), unit: 'ms' }),
    ...watch.kinds().map(({ name, count, median }) => reported({ name: `workflow: half of ${count} × ${name} within`, value: median, unit: 'ms' })), // prettier-ignore
    ...memoryFigures('workflow', memory),
    ...ending,
  ];
}
