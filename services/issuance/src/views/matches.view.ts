import { streamIdOf, viewPart, type View } from '@ekey/kernel';
import type { MatchCompleted } from '../match/match.events';

export type ShownMatch = MatchCompleted['data'];

/** In which nights were certificates, tokens and orders compared, and with what result? */
export const matches: View<{ night: ShownMatch }, ShownMatch> = {
  name: 'matches',
  version: 1,
  parts: {
    night: viewPart<ShownMatch, MatchCompleted>({
      from: 'own',
      category: 'issuance.Match',
      on: ['MatchCompleted'],
      key: ({ meta }) => streamIdOf(meta.stream),
      project: (_night, { data }) => data,
    }),
  },
  answer: ({ night }) => night ?? null,
  indexes: { day: ({ day }) => day },
};
