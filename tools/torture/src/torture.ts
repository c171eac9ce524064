import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bePatientFor, readFirstAdministrator, type World } from '@ekey/journeys';
import { Scene } from '@ekey/journeys/scene';
import { eachOf } from '@ekey/kernel/testing';
import { keysFromPrimes } from '@ekey/soft-token';
import { Chance } from './chance';
import { lostCommands } from './checks/acknowledged.check';
import { doubledEffects } from './checks/doubled.check';
import { ailments } from './checks/health.check';
import { misplacedCases } from './checks/queues.check';
import type { Besieged } from './besieged';
import { keyFaults, type KeyAtTheEnd } from './checks/keys.check';
import { evidenceFrom } from './evidence';
import { renewalTimeComes, type HeldKey } from './held-keys';
import { KeyLife } from './key-life';
import { Ledger } from './ledger';
import { Life } from './life';
import { Sheets } from './sheets';
import { survivorTransport } from './survivor.transport';

export interface Ordeal {
  readonly kills: number;
  readonly seed: number;
  /** How many cases are under way at the same time. */
  readonly atOnce: number;
  /** How many keys were handed over before: they are renewed, suspended and revoked while it is killed. */
  readonly held: number;
  readonly tell: (line: string) => void;
}

export interface Verdict {
  readonly figures: Readonly<Record<string, number>>;
  /** What must not be; nothing where all is well. */
  readonly violations: readonly string[];
}

export const PATIENCE_MS = 180_000;
const MADE_AT_ONCE = 8;
const KEYS_AT_ONCE = 3;

/** Kills what runs at random moments under load, lets every case go on, and looks in the end whether all is as if nothing had been. */
export async function torture(ordeal: Ordeal, besiege: (folder: string) => Promise<Besieged>): Promise<Verdict> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ekey-torture-'));
  const victim = await besiege(folder);
  try {
    return await endured(ordeal, victim);
  } finally {
    await victim.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function endured({ kills, seed, atOnce, held: count, tell }: Ordeal, victim: Besieged): Promise<Verdict> {
  bePatientFor(PATIENCE_MS);
  const ledger = new Ledger();
  const scene = await Scene.set(await worldOf(victim, ledger));
  const held = await scene.collectedBy(count, MADE_AT_ONCE);
  await renewalTimeComes(victim, scene, held);
  const load = new Load(scene, seed, await Sheets.made());
  const carried = load.carriedOn(held, atOnce);
  const chance = new Chance(seed);
  let struck = 0;
  try {
    while (struck < kills) {
      await new Promise((resolve) => setTimeout(resolve, chance.between(...victim.lull)));
      const blows = await victim.strike(chance, kills - struck);
      struck += blows.length;
      const so = `${load.lives.length} cases begun, ${ledger.acknowledged.length} commands acknowledged`;
      tell(`kill ${struck} of ${kills} (${blows.join(', ')}): ${so}`);
    }
  } finally {
    load.ends();
  }
  await carried;
  const seen = await looked(scene, load, ledger, victim);
  return {
    figures: {
      kills: struck,
      cases: load.lives.length,
      'keys renewed or revoked': load.keys.length,
      'acknowledged commands': ledger.acknowledged.length,
      'requests sent again': ledger.repeated,
      ...seen.figures,
      ...victim.figures(),
    },
    violations: [...load.broken, ...seen.violations],
  };
}

/** What goes on while there are blows: cases without end, and keys that were handed over before. */
class Load implements Lived {
  readonly lives: Life[] = [];
  readonly keys: KeyLife[] = [];
  /** Stories that did not come to their end. */
  readonly broken: string[] = [];
  private goesOn = true;

  constructor(
    private readonly scene: Scene,
    private readonly seed: number,
    private readonly sheets: Sheets,
  ) {}

  /** Resolves when everything that was begun is over, once there is no more to begin. */
  async carriedOn(held: readonly HeldKey[], atOnce: number): Promise<void> {
    await Promise.all([
      eachOf(this.cases(), atOnce, (life) => this.lived(life, () => life.case?.application.id)),
      eachOf(this.keyLives(held), KEYS_AT_ONCE, (life) => this.lived(life, () => life.key.token.serialNumber)),
    ]);
  }

  /** Nothing more is begun. */
  ends(): void {
    this.goesOn = false;
  }

  private *cases(): Generator<Life> {
    while (this.goesOn) {
      const life = new Life(this.scene, new Chance(this.seed + 1 + this.lives.length), this.sheets);
      this.lives.push(life);
      yield life;
    }
  }

  private *keyLives(held: readonly HeldKey[]): Generator<KeyLife> {
    const fates = new Chance(this.seed - 1);
    for (const key of held) {
      if (!this.goesOn) return;
      const life = new KeyLife(this.scene, key, fates);
      this.keys.push(life);
      yield life;
    }
  }

  private async lived(life: Life | KeyLife, named: () => string | undefined): Promise<void> {
    await life
      .live()
      .catch((error: Error) => this.broken.push(`${life.fate} ${named() ?? ''}: ${error.stack ?? error.message}`));
  }
}

export async function worldOf(victim: Besieged, ledger: Ledger): Promise<World> {
  return {
    url: victim.url,
    transport: survivorTransport(victim, ledger),
    mailbox: victim.mails,
    now: () => victim.now(),
    firstAdministrator: readFirstAdministrator(await victim.firstLogIn()),
    keys: keysFromPrimes(),
    end: async () => undefined,
  };
}

/** What was begun: cases on their way to a key, and keys. */
export interface Lived {
  readonly lives: readonly Life[];
  readonly keys: readonly KeyAtTheEnd[];
}

/** Everything from outside: over HTTP, by the host's commands, and at the mails. */
export async function looked(scene: Scene, lived: Lived, ledger: Ledger, victim: Besieged): Promise<Verdict> {
  await victim.atRest();
  const facts = await evidenceFrom(scene.house.auditor.http);
  const cases = lived.lives.flatMap((life) => (life.case === undefined ? [] : [life.case.application]));
  const mails = victim.mails.sent();
  const once = victim.mailsMayRepeat ? [...new Map(mails.map((mail) => [mail.messageId, mail])).values()] : mails;
  const ill = await Promise.all(victim.processes().map((url) => ailments(url)));
  const violations = [
    ...lostCommands(ledger.acknowledged, facts),
    ...doubledEffects(
      facts,
      once.map(({ noticeId }) => noticeId),
    ),
    ...(await misplacedCases(scene.house, cases)),
    ...(await keyFaults(scene.world, facts, lived.keys)),
    ...ill.flat(),
    ...(await victim.faults()),
  ];
  return {
    figures: { facts: facts.length, mails: once.length, 'mails repeated': mails.length - once.length },
    violations,
  };
}
