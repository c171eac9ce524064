import type { DueStage, Kind } from '@ekey/contracts';

/** At these an acceptance outlives the round: what nobody has changed since need not be looked at again. */
export type CarryingStage = 'pre-verification' | 're-verification' | 'renewal';

/**
 * The desks that a submission passes: the authority's, then the provider's; a renewal and a change of contact data have the
 * provider's alone. Of contact data nothing is carried over: their form is all there is to judge.
 */
export type Stage = CarryingStage | 'contact';

interface StageRule {
  /** Under which name the clock of the stage is published. */
  readonly clock: DueStage;
  readonly workingDays: number;
  readonly desk: 'authority' | 'provider';
}

/** 预审 within 2 working days, 复核 and making together within 5, the review of a renewal within 3, of contact data within 1. */
export const stageRules: Readonly<Record<Stage, StageRule>> = {
  'pre-verification': { clock: 'pre-verification', workingDays: 2, desk: 'authority' },
  're-verification': { clock: 're-verification-and-making', workingDays: 5, desk: 'provider' },
  renewal: { clock: 'renewal-review', workingDays: 3, desk: 'provider' },
  contact: { clock: 'contact-review', workingDays: 1, desk: 'provider' },
};

export const firstStageOf = (kind: Kind): Stage =>
  kind === 'renewal' || kind === 'contact' ? kind : 'pre-verification';

/** Not an authority's to decide: what cannot be corrected is told to go another way, and never refused. */
export const isProvidersAlone = (stage: Stage): stage is 'renewal' | 'contact' =>
  stage === 'renewal' || stage === 'contact';
