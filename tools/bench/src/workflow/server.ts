import { readConfig } from '@ekey/platform';
import { startStandalone, systemClock, type Standalone } from '@ekey/standalone';
import { fakesFor } from './fakes';

/** What the bench asks of the process that it measures. */
export type Question = 'fakes' | 'settle' | 'memory' | 'compare' | 'stop';

let standalone: Standalone;
let fakes = false;

const STILL_MS = 250;

/** Resolves with the time at which the last reactor came to rest. */
async function settled(): Promise<number> {
  for (let seen = '', since = Date.now(); ;) {
    const now = JSON.stringify([...standalone.application.hosts.byService.values()].map((host) => host.status()));
    if (now !== seen) [seen, since] = [now, Date.now()];
    if (Date.now() - since > STILL_MS) return since;
    await new Promise((resolve) => setTimeout(resolve, 10));
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
  settle: settled,
  memory: () => process.memoryUsage.rss(),
  compare: differences,
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

void startStandalone(
  readConfig(),
  systemClock,
  undefined,
  fakesFor(() => fakes),
).then((started) => {
  standalone = started;
  process.send?.({ question: 'start', answer: started.url });
});
