import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bePatientFor, readFirstAdministrator, type World } from '@ekey/journeys';
import { Scene } from '@ekey/journeys/scene';
import { median } from '@ekey/kernel/testing';
import { keysFromPrimes } from '@ekey/soft-token';
import { Chance } from './chance';
import { lostCommands } from './checks/acknowledged.check';
import { doubledEffects } from './checks/doubled.check';
import { ailments, atRest } from './checks/health.check';
import { misplacedCases } from './checks/queues.check';
import { evidenceFrom, SERVICES } from './evidence';
import { Ledger } from './ledger';
import { Life } from './life';
import { MailFolder } from './mail-folder';
import { Sheets } from './sheets';
import { survivorTransport } from './survivor.transport';
import { Victim } from './victim';

export interface Ordeal {
  readonly kills: number;
  readonly seed: number;
  /** How many cases are under way at the same time. */
  readonly atOnce: number;
  /** The checkout, with everything built. */
  readonly root: string;
  readonly tell: (line: string) => void;
}

export interface Verdict {
  readonly figures: Readonly<Record<string, number>>;
  /** What must not be; nothing where all is well. */
  readonly violations: readonly string[];
}

/** From ready to the next kill, in milliseconds; and how far into its start the process is killed, where it is not let up first. */
const [SOONEST, LATEST] = [100, 1_200];
const [EARLY, LATE] = [50, 900];
const KILLED_WHILE_STARTING = 0.3;
const PATIENCE_MS = 180_000;
/** Pairs of two keys a case, and remakes. */
const KEYS = 8_000;

/** Kills the process at random moments under load, lets every case go on, and looks in the end whether all is as if nothing had been. */
export async function torture(ordeal: Ordeal): Promise<Verdict> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ekey-torture-'));
  const victim = await Victim.on(ordeal.root, path.join(folder, 'data'));
  try {
    await victim.start();
    return await endured(ordeal, victim);
  } finally {
    await victim.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function endured({ kills, seed, atOnce, tell }: Ordeal, victim: Victim): Promise<Verdict> {
  bePatientFor(PATIENCE_MS);
  const ledger = new Ledger();
  const mails = new MailFolder(path.join(victim.folder, 'outbox'), victim.url);
  const scene = await Scene.set(await worldOf(victim, ledger, mails));
  const chance = new Chance(seed);
  const sheets = await Sheets.made();
  const lives: Life[] = [];
  const broken: string[] = [];
  let killing = true;
  const oneAfterAnother = async (): Promise<void> => {
    while (killing) {
      const life = new Life(scene, new Chance(seed + 1 + lives.length), sheets);
      lives.push(life);
      await life
        .live()
        .catch((error: Error) =>
          broken.push(`${life.fate} ${life.case?.application.id ?? ''}: ${error.stack ?? error.message}`),
        );
    }
  };
  const all = Array.from({ length: atOnce }, oneAfterAnother);
  for (let kill = 1; kill <= kills; kill += 1) {
    await new Promise((resolve) => setTimeout(resolve, chance.between(SOONEST, LATEST)));
    const isCaughtStarting = kill < kills && chance.happens(KILLED_WHILE_STARTING);
    await victim.kill(isCaughtStarting ? chance.between(EARLY, LATE) : undefined);
    if (isCaughtStarting) kill += 1;
    tell(`kill ${kill} of ${kills}: ${lives.length} cases begun, ${ledger.acknowledged.length} commands acknowledged`);
  }
  killing = false;
  await Promise.all(all);
  const seen = await looked(scene, lives, ledger, mails, victim);
  return {
    figures: {
      kills,
      cases: lives.length,
      'acknowledged commands': ledger.acknowledged.length,
      'requests sent again': ledger.repeated,
      ...seen.figures,
      'middle start, ms': Math.round(median(victim.starts)),
    },
    violations: [...broken, ...seen.violations],
  };
}

async function worldOf(victim: Victim, ledger: Ledger, mailbox: MailFolder): Promise<World> {
  const text = await readFile(path.join(victim.folder, 'first-administrator.txt'), 'utf8');
  return {
    url: victim.url,
    transport: survivorTransport(victim, ledger),
    mailbox,
    now: () => new Date().toISOString(),
    firstAdministrator: readFirstAdministrator(text),
    keys: await keysFromPrimes(KEYS),
    end: async () => undefined,
  };
}

/** Everything from outside: over HTTP, by the host's commands, and at the files of the outbox. */
async function looked(
  scene: Scene,
  lives: readonly Life[],
  ledger: Ledger,
  mails: MailFolder,
  victim: Victim,
): Promise<Verdict> {
  await atRest(victim.url);
  const facts = await evidenceFrom(scene.house.auditor.http);
  const cases = lives.flatMap((life) => (life.case === undefined ? [] : [life.case.application]));
  const violations = [
    ...lostCommands(ledger.acknowledged, facts),
    ...doubledEffects(facts, mails.names()),
    ...(await misplacedCases(scene.house, cases)),
    ...(await ailments(victim.url)),
  ];
  for (const service of SERVICES) {
    const { ok, text } = await victim.command('replay', '--rebuild', service);
    if (!ok) violations.push(`the views of ${service} are not what a replay makes:\n${text}`);
  }
  const { ok, text } = await victim.command('check');
  if (!ok) violations.push(`check: ${text}`);
  return { figures: { facts: facts.length, mails: mails.names().length }, violations };
}
