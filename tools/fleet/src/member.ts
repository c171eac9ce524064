import 'reflect-metadata';
import { startService, type ServiceEntry, type StartedService } from '@ekey/floor';
import { intakeEntry } from '@ekey/intake/entry';
import { issuanceEntry } from '@ekey/issuance/entry';
import { ShiftedClock } from '@ekey/kernel/testing';
import { notifyEntry } from '@ekey/notify/entry';
import { readConfig, type ReactorsHost } from '@ekey/platform';
import { renewalEntry } from '@ekey/renewal/entry';
import { reviewEntry } from '@ekey/review/entry';
import type { Order, Report } from './member-process';

/**
 * The process of one service as its `main.ts` starts it, but for its clock, which whoever has forked it may move on.
 * Arguments: the service, and by how many milliseconds its clock is ahead of the real one.
 */
const ENTRIES: readonly ServiceEntry[] = [intakeEntry, reviewEntry, issuanceEntry, renewalEntry, notifyEntry];

const tell = (report: Report): void => void process.send?.(report);

async function obey(order: Order, clock: ShiftedClock, { application }: StartedService): Promise<void> {
  const hosts = [...application.hosts.byService.values()];
  if ('advance' in order) clock.advance(order.advance);
  else if ('tick' in order) for (const host of hosts) await host.tickAll();
  const faults = 'compare' in order ? await viewFaults(hosts) : 'lag' in order ? await lagging(hosts) : undefined;
  tell({ done: order.number, ...(faults === undefined ? {} : { faults }) });
}

/** Reactors' hosts that have not dealt with everything; one that cannot say has not, as far as anybody knows. */
async function lagging(hosts: readonly ReactorsHost[]): Promise<readonly string[]> {
  const caughtUp = await Promise.all(hosts.map((host) => host.caughtUp().catch(() => false)));
  return caughtUp.every(Boolean) ? [] : ['it has not caught up'];
}

/** Views that are not what a replay of the logs makes. */
async function viewFaults(hosts: readonly ReactorsHost[]): Promise<readonly string[]> {
  const reports = await Promise.all(hosts.map((host) => host.compareViews(false)));
  return reports
    .flat()
    .flatMap(({ view, equal, differing, documents, firstDifference }) =>
      equal ? [] : [`${view}: ${differing} of ${documents} documents differ, first ${firstDifference ?? ''}`],
    );
}

async function main(): Promise<void> {
  const [name, ahead] = process.argv.slice(2);
  const entry = ENTRIES.find((each) => each.name === name);
  if (entry === undefined) throw new Error(`there is no service ${name}`);
  const clock = new ShiftedClock(new Date(Date.now() + Number(ahead)).toISOString());
  const started = await startService(entry, readConfig(), clock);
  process.on('message', (order: Order) => void obey(order, clock, started));
  process.once('SIGTERM', () => void started.stop().then(() => process.exit(0)));
  process.once('disconnect', () => process.exit(1));
  tell({ url: started.url });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
