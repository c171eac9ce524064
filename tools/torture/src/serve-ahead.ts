import { explain, keepHeapSmall, stopOnSignal } from '@ekey/floor';
import { ShiftedClock } from '@ekey/kernel/testing';
import { readConfig } from '@ekey/platform';
import { startStandalone } from '@ekey/standalone';

/** As `npm start`, in another season: keys are renewed months after they were made. Argument: by how many milliseconds its clock is ahead. */
async function main(): Promise<void> {
  keepHeapSmall();
  const clock = new ShiftedClock(new Date(Date.now() + Number(process.argv[2])).toISOString());
  try {
    const config = readConfig();
    const starting = startStandalone(config, clock);
    stopOnSignal(starting, config);
    const standalone = await starting;
    process.stderr.write(`ekey is ready at ${standalone.url}\n`);
  } catch (error) {
    process.stderr.write(`ekey did not start: ${explain(error, undefined)}\n`);
    process.exit(1);
  }
}

void main();
