import { Renewing, serialIn } from '@ekey/journeys';
import type { Scene } from '@ekey/journeys/scene';
import { UPDATE_STAGES, type UpdateStage } from '@ekey/soft-token';
import type { Chance } from './chance';
import { Holder, isForgotten, type HeldKey } from './held-keys';

/** What may become of a key that was handed over, as often as the numbers say. */
const FATES = { renewed: 3, pulledOut: 4, suspendedAndLifted: 2, revoked: 2, renewedAndRevoked: 2 } as const;
export type KeyFate = keyof typeof FATES;

/** The key was in the reader a moment ago. */
export class PulledOut extends Error {}

/** One key, from the day on which it may be renewed to wherever it gets. */
export class KeyLife {
  readonly fate: KeyFate;
  private readonly holder: Holder;
  /** How often its holder has begun to update it. */
  updates = 0;

  constructor(
    private readonly scene: Scene,
    readonly key: HeldKey,
    private readonly chance: Chance,
  ) {
    this.fate = chance.oneOf(FATES);
    this.holder = new Holder(scene.world, key.token, key.pin);
  }

  /** Whether it is to be good in the end. */
  get lives(): boolean {
    return this.fate !== 'revoked' && this.fate !== 'renewedAndRevoked';
  }

  async live(): Promise<void> {
    switch (this.fate) {
      case 'renewed':
        return this.isRenewed();
      case 'pulledOut':
        return this.isRenewed(UPDATE_STAGES.filter(() => this.chance.happens(0.25)));
      case 'suspendedAndLifted':
        return this.isSuspendedAndLifted();
      case 'revoked':
        return this.isRevoked();
      case 'renewedAndRevoked':
        await this.isRenewed();
        // Issuance hears of the proof a moment after renewal has it.
        await this.scene.reliance.becomes(serialIn(this.key.token), 'good');
        return this.isRevoked();
    }
  }

  /** @param cuts behind which stages the key is pulled out, once each */
  async isRenewed(cuts: readonly UpdateStage[] = [], atStage: (stage: UpdateStage) => void = () => undefined) {
    const renewing = await Renewing.isApproved(this.holder, this.scene.house.provider.reviewer);
    const left = new Set(cuts);
    const passed = (stage: UpdateStage): void => {
      atStage(stage);
      if (left.delete(stage)) throw new PulledOut(stage);
    };
    for (;;) {
      this.updates += 1;
      try {
        return await renewing.updates(passed);
      } catch (error) {
        if (!(error instanceof PulledOut) && !isForgotten(error)) throw error;
        // Behind the last stage nothing is left to be done.
        if (error instanceof PulledOut && error.message === 'adopted') return;
      }
    }
  }

  private async isSuspendedAndLifted(): Promise<void> {
    const { shanghai, provider } = this.scene.house;
    await shanghai.manager.http.post(this.of('suspension'), { ground: 'misuse-suspected', reference: '来电 1' });
    await shanghai.manager.http.post(this.of('reinstatement'), { reference: '到场说明 1' });
    await provider.reviewer.http.post(this.of('reinstatement/confirmation'), {});
  }

  private async isRevoked(): Promise<void> {
    const { shanghai, provider } = this.scene.house;
    const asked = { ground: 'lost', requester: 'enterprise', reference: '来函 1' };
    await shanghai.manager.http.post(this.of('revocation'), asked);
    const verified = { identification: 'stamped-letter' };
    await provider.reviewer.http.post(this.of('revocation/verification'), verified);
    await provider.secondReviewer.http.post(this.of('revocation/execution'), {});
  }

  private of(step: string): string {
    return `/api/issuance/v1/certificates/${serialIn(this.key.token)}/${step}`;
  }
}
