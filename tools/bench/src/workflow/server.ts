import { readConfig } from '@ekey/platform';
import { keepHeapSmall } from '@ekey/floor';
import { ShiftedClock } from '@ekey/kernel/testing';
import { startStandalone, type Standalone } from '@ekey/standalone';
import { fakesFor } from './fakes';
import { DAYS_UNTIL_RENEWAL } from './season';
import { Spendings } from './spendings';

/** What the bench asks of the process that it measures. */
export type Question =
  'fakes' | 'watch' | 'spent' | 'cpu' | 'settle' | 'counts' | 'memory' | 'compare' | 'season' | 'stop';

/** How much has been recorded, and how much of it told to others. */
export interface Counts {
  readonly facts: number;
  readonly messages: number;
}

/** The real time, until it is moved on. */
const clock = new ShiftedClock();
let standalone: Standalone;
let fakes = false;
const spendings = new Spendings();

const STILL_MS = 250;
const PAGE = 1_000;

/** Resolves with the time at which the last reactor came to rest. */
async function settled(): Promise<number> {
  for (let seen = '', since = Date.now(); ;) {
    const now = JSON.stringify([...standalone.application.hosts.byService.values()].map((host) => host.status()));
    if (now !== seen) [seen, since] = [now, Date.now()];
    if (Date.now() - since > STILL_MS) return since;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function counts(): Promise<Counts> {
  let [facts, messages] = [0, 0];
  for (const service of standalone.application.hosts.byService.keys()) {
    facts += await standalone.floor.service(service).eventStore.head();
    messages += await messagesOf(`${service}.events`);
  }
  return { facts, messages };
}

async function messagesOf(topic: string): Promise<number> {
  for (let [count, after] = [0, 0]; ;) {
    const page = await standalone.floor.messaging.read(topic, after, PAGE);
    const last = page.at(-1);
    if (last === undefined) return count;
    [count, after] = [count + page.length, last.position];
  }
}

async function differences(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const host of standalone.application.hosts.byService.values())
    for (const { view, equal } of await host.compareViews(false)) if (!equal) found.push(view);
  return found;
}

const answers: Readonly<Record<Question, () => unknown>> = {
  fakes: () => (fakes = true),
  watch: () => spendings.begin(),
  spent: () => spendings.end(),
  cpu: () => process.cpuUsage(),
  settle: settled,
  counts,
  memory: () => process.memoryUsage.rss(),
  compare: differences,
  season: () => clock.advance({ days: DAYS_UNTIL_RENEWAL }),
  stop: () => standalone.stop(),
};

// Whoever measures is gone.
process.on('disconnect', () => process.exit(0));
process.on('message', (question: Question) => {
  void Promise.resolve(answers[question]()).then((answer) => {
    process.send?.({ question, answer });
    if (question === 'stop') process.disconnect();
  });
});

keepHeapSmall();
void startStandalone(readConfig(), clock, undefined, (own) => fakesFor(() => fakes)(spendings.of(own))).then(
  (started) => {
    standalone = started;
    process.send?.({ question: 'start', answer: started.url });
  },
);
