import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bePatientFor } from '@ekey/journeys';
import { Scene } from '@ekey/journeys/scene';
import { eachOf } from '@ekey/kernel/testing';
import { UPDATE_STAGES, type UpdateStage } from '@ekey/soft-token';
import type { Besieged } from './besieged';
import { Chance } from './chance';
import { renewalTimeComes, type HeldKey } from './held-keys';
import { KeyLife } from './key-life';
import { Ledger } from './ledger';
import { looked, PATIENCE_MS, worldOf, type Verdict } from './torture';

export interface Renewals {
  readonly renewals: number;
  readonly seed: number;
  readonly atOnce: number;
  readonly tell: (line: string) => void;
}

/** Who is cut off: the computer with the key in it, or the services. */
type Side = 'client' | 'server';
interface Cut {
  readonly side: Side;
  readonly stage: UpdateStage;
  /** Into the stage, in milliseconds. */
  readonly after: number;
}
const LONGEST_MS = 400;
const EVERY = 20;

/** Renews so many keys, each cut off once at a random step, on one side or the other, and looks whether all of them are as they should. */
export async function cutRenewals(of: Renewals, besiege: (folder: string) => Promise<Besieged>): Promise<Verdict> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ekey-renewals-'));
  const victim = await besiege(folder);
  try {
    return await renewed(of, victim);
  } finally {
    await victim.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function renewed({ renewals, seed, atOnce, tell }: Renewals, victim: Besieged): Promise<Verdict> {
  bePatientFor(PATIENCE_MS);
  const ledger = new Ledger();
  const scene = await Scene.set(await worldOf(victim, ledger));
  tell(`${renewals} keys are made and handed over`);
  const keys = await scene.collectedBy(renewals, atOnce);
  await renewalTimeComes(victim, scene, keys);
  const run = new Run(scene, victim, seed, tell);
  await run.all(keys, atOnce);
  const ends = keys.map((key) => ({ key, lives: true }));
  const seen = await looked(scene, { lives: [], keys: ends }, ledger, victim);
  return {
    figures: { renewals, ...run.figures, 'requests sent again': ledger.repeated, ...seen.figures, ...victim.figures() },
    violations: [...run.broken, ...seen.violations],
  };
}

class Run {
  readonly broken: string[] = [];
  private readonly cuts = { client: 0, server: 0 };
  private updates = 0;
  private finished = 0;
  /** One blow at a time: the next one waits until the process is up again. */
  private blow: Promise<void> = Promise.resolve();

  constructor(
    private readonly scene: Scene,
    private readonly victim: Besieged,
    private readonly seed: number,
    private readonly tell: (line: string) => void,
  ) {}

  get figures(): Readonly<Record<string, number>> {
    const { client, server } = this.cuts;
    return { 'cuts of the client': client, 'cuts of the server': server, 'updates begun': this.updates };
  }

  async all(keys: readonly HeldKey[], atOnce: number): Promise<void> {
    const chance = new Chance(this.seed);
    const cuts = keys.map((key) => ({ key, cut: cutOf(chance) }));
    await eachOf(cuts, atOnce, ({ key, cut }) => this.one(key, cut));
    await this.blow;
  }

  private async one(key: HeldKey, { side, stage, after }: Cut): Promise<void> {
    const life = new KeyLife(this.scene, key, new Chance(this.seed));
    this.cuts[side] += 1;
    const struck = (passed: UpdateStage): void => {
      if (side === 'server' && passed === stage) this.strike(after);
    };
    const told = `${key.token.serialNumber}, ${side} behind ${stage}`;
    await life
      .isRenewed(side === 'client' ? [stage] : [], struck)
      .catch((error: Error) => this.broken.push(`${told}: ${error.stack ?? error.message}`));
    this.updates += life.updates;
    this.finished += 1;
    if (this.finished % EVERY === 0) this.tell(`${this.finished} renewed`);
  }

  private strike(after: number): void {
    this.blow = this.blow.then(async () => {
      await new Promise((resolve) => setTimeout(resolve, after));
      await this.victim.cutOff();
    });
  }
}

const cutOf = (chance: Chance): Cut => ({
  side: chance.happens(0.5) ? 'client' : 'server',
  stage: UPDATE_STAGES[Math.floor(chance.fraction() * UPDATE_STAGES.length)] ?? 'delivered',
  after: chance.between(0, LONGEST_MS),
});
