import 'reflect-metadata';
import { keepHeapSmall, startService, type ServiceEntry, type StartedService } from '@ekey/floor';
import { ShiftedClock } from '@ekey/kernel/testing';
import { readConfig, type ReactorsHost } from '@ekey/platform';
import type { Order, Report } from './member-process';

const tell = (report: Report): void => void process.send?.(report);

/** Loads a service: a process holds no other in its memory. */
export type Loaders = Readonly<Record<string, () => Promise<ServiceEntry>>>;

/**
 * The process of one service as its `main.ts` starts it, but for its clock, which whoever has forked it may move on.
 * Arguments: the service, and by how many milliseconds its clock is ahead of the real one.
 */
export function serveMember(services: Loaders): void {
  keepHeapSmall();
  // Also while it starts: nobody is left then who could end it.
  process.once('disconnect', () => process.exit(1));
  serve(services).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}

async function serve(services: Loaders): Promise<void> {
  const [name = '', ahead] = process.argv.slice(2);
  const load = services[name];
  if (load === undefined) throw new Error(`there is no service ${name}`);
  const clock = new ShiftedClock(new Date(Date.now() + Number(ahead)).toISOString());
  const started = await startService(await load(), readConfig(), clock);
  process.on('message', (order: Order) => void obey(order, clock, started));
  process.once('SIGTERM', () => void started.stop().then(() => process.exit(0)));
  tell({ url: started.url });
}

async function obey(order: Order, clock: ShiftedClock, { application }: StartedService): Promise<void> {
  const hosts = [...application.hosts.byService.values()];
  if ('advance' in order) clock.advance(order.advance);
  else if ('tick' in order) for (const host of hosts) await host.tickAll();
  tell({ done: order.number, answer: await answerTo(order, hosts) });
}

async function answerTo(order: Order, hosts: readonly ReactorsHost[]): Promise<unknown> {
  if ('compare' in order) return viewFaults(hosts);
  if ('memory' in order) return process.memoryUsage.rss();
  // One that cannot say has not, as far as anybody knows.
  if ('caughtUp' in order)
    return (await Promise.all(hosts.map((host) => host.caughtUp().catch(() => false)))).every(Boolean);
  return null;
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
