import type { DueStage, Kind } from '@ekey/contracts';

/** The desks that a submission passes: the authority's, then the provider's; a renewal has the provider's alone. */
export type Stage = 'pre-verification' | 're-verification' | 'renewal';

interface StageRule {
  /** Under which name the clock of the stage is published. */
  readonly clock: DueStage;
  readonly workingDays: number;
  readonly desk: 'authority' | 'provider';
}

/** 预审 within 2 working days, 复核 and making together within 5, the review of a renewal within 3. */
export const stageRules: Readonly<Record<Stage, StageRule>> = {
  'pre-verification': { clock: 'pre-verification', workingDays: 2, desk: 'authority' },
  're-verification': { clock: 're-verification-and-making', workingDays: 5, desk: 'provider' },
  renewal: { clock: 'renewal-review', workingDays: 3, desk: 'provider' },
};

export const firstStageOf = (kind: Kind): Stage => (kind === 'renewal' ? 'renewal' : 'pre-verification');
