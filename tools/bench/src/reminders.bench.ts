import path from 'node:path';
import type { Recorded } from '@ekey/kernel';
import { median, recorded } from '@ekey/kernel/testing';
import type { ClockDoor, Commands } from '@ekey/platform';
import { renewalModule } from '@ekey/renewal';
import type { ViewStore } from '@ekey/views';
import { openSqliteViews } from '@ekey/views/sqlite';
import { atMost, reported, secondsOf, type Figure } from './figure';
import { inWorkFolder } from './work-folder';

const CERTIFICATES = 1_000_000;
const DAYS = 365;
const MARKS = [90, 60, 30, 15, 7, 1];
const DAY_MS = 86_400_000;
const AT_ONCE = 2_000;
const WARM_UP = 1;
const ROUNDS = 5;
const NOW = Date.parse('2027-03-02T01:00:00.000Z');

const service = renewalModule();

/**
 * The clock of the reminders among a million certificates that run out evenly over a year, each reminded of all that was due before
 * this day: everything that is due today is found in the view and asked about. What is asked is not counted: it ends here.
 */
export async function run(): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const terms = service.views.find(({ name }) => name === 'terms-ending');
    if (terms === undefined) throw new Error('renewal has no view of its terms');
    const views = openSqliteViews({ database: path.join(folder, 'terms.db') });
    await views.open([terms]);
    await views.rebuild(terms, log());
    const rounds: { seconds: number; found: number }[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      const found = new Set<string>();
      const clock = remindersClock(views, found);
      const seconds = await secondsOf(() => clock.tick(new Date(NOW).toISOString()));
      if (found.size < CERTIFICATES / DAYS) throw new Error(`only ${found.size} reminders were found`);
      if (round >= WARM_UP) rounds.push({ seconds, found: found.size });
    }
    await views.close();
    const name = 'the day’s reminders found among 1,000,000 certificates';
    return [
      atMost(1, { name, value: median(rounds.map(({ seconds }) => seconds)), unit: 's' }),
      reported({ name: `${name}: how many`, value: median(rounds.map(({ found }) => found)), unit: 'certificates' }),
    ];
  });
}

/** The service's own, whose commands go nowhere. */
function remindersClock(views: ViewStore, found: Set<string>): ClockDoor {
  const Clock = service.clocks.find(({ name }) => name === 'RemindersClock') as
    (new (commands: Commands, views: ViewStore) => ClockDoor) | undefined;
  if (Clock === undefined) throw new Error('renewal has no clock of reminders');
  const commands = { try: async (_message: unknown, serial: string) => void found.add(serial) };
  return new Clock(commands as unknown as Commands, views);
}

async function* log(): AsyncIterable<readonly Recorded[]> {
  for (let first = 0; first < CERTIFICATES; first += AT_ONCE)
    yield Array.from({ length: AT_ONCE }, (_none, index) => termOf(first + index)).flat();
}

/** A certificate that is live, and reminded of what was due until this time yesterday. */
function termOf(index: number): readonly Recorded[] {
  const ends = NOW + ((index % CERTIFICATES) * DAYS * DAY_MS) / CERTIFICATES + 1;
  const at = (ms: number): string => new Date(ms).toISOString();
  const serial = index.toString(16).toUpperCase().padStart(32, '4');
  const about = { serial, caseId: `case-${index}`, uscc: '91110101MA0000007T', notAfter: at(ends) };
  const begunAt = at(ends - DAYS * DAY_MS);
  const past = MARKS.findLast((days) => ends - days * DAY_MS < NOW - DAY_MS);
  const facts = [
    { type: 'TermSet', data: { ...about, notBefore: begunAt, setAt: begunAt } },
    { type: 'TermBegun', data: { begunAt } },
    ...(past === undefined
      ? []
      : [{ type: 'ReminderFellDue', data: { ...about, daysBefore: past, recordedAt: begunAt } }]),
  ];
  const stream = `renewal.CertificateTerm-${serial}`;
  return facts.map((fact, revision) =>
    recorded(fact, { stream, revision, position: 3 * index + revision + 1, recordedAt: begunAt }),
  );
}
