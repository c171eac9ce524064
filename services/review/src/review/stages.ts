import { isProvidersAlone, type DueStage, type Kind } from '@ekey/contracts';

interface StageRule {
  /** Under which name the clock of the stage is published. */
  readonly clock: DueStage;
  readonly workingDays: number;
  readonly desk: 'authority' | 'provider';
  /** An acceptance outlives the round: what nobody has changed since need not be looked at again. */
  readonly carries: boolean;
}

/**
 * The desks that a submission passes: the authority's, then the provider's; a renewal and a change of contact data have the
 * provider's alone. 预审 within 2 working days, 复核 and making together within 5, the review of a renewal within 3, of
 * contact data within 1. Of contact data nothing is carried over: their form is all there is to judge.
 */
export const stageRules = {
  'pre-verification': { clock: 'pre-verification', workingDays: 2, desk: 'authority', carries: true },
  're-verification': { clock: 're-verification-and-making', workingDays: 5, desk: 'provider', carries: true },
  renewal: { clock: 'renewal-review', workingDays: 3, desk: 'provider', carries: true },
  contact: { clock: 'contact-review', workingDays: 1, desk: 'provider', carries: false },
} as const satisfies Readonly<Record<string, StageRule>>;

type Rules = typeof stageRules;
export type Stage = keyof Rules;
export type CarryingStage = { [Each in Stage]: Rules[Each]['carries'] extends true ? Each : never }[Stage];

export const STAGES = Object.keys(stageRules) as [Stage, ...Stage[]];

export const isCarrying = (stage: Stage): stage is CarryingStage => stageRules[stage].carries;

/** Something of each stage that carries acceptances over. */
export const forCarrying = <Value>(of: (stage: CarryingStage) => Value): Readonly<Record<CarryingStage, Value>> =>
  Object.fromEntries(STAGES.filter(isCarrying).map((stage) => [stage, of(stage)])) as Record<CarryingStage, Value>;

/** Where cases wait: at a stage, or with the manager who decides on a proposed refusal. */
export const QUEUES = [...STAGES, 'refusal-proposals'] as const;
export type Queue = (typeof QUEUES)[number];

export const firstStageOf = (kind: Kind): Stage => (isProvidersAlone(kind) ? kind : 'pre-verification');
