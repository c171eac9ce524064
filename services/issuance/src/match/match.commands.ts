import type { Command } from '@ekey/kernel';
import type { MatchCompleted } from './match.events';

export type CompleteMatch = Command<
  'CompleteMatch',
  Omit<MatchCompleted['data'], 'completedAt'> & { readonly now: string }
>;
export type MatchCommand = CompleteMatch;
