import { pageQuery } from '@ekey/platform';
import { z } from 'zod';
import { subjectKinds } from '../views/differences.view';

export const differencesQuery = z.strictObject({
  state: z.enum(['open', 'settled']).optional(),
  kind: z.enum(subjectKinds).optional(),
  ...pageQuery,
});
export type DifferencesQuery = z.infer<typeof differencesQuery>;

export const matchesQuery = z.strictObject(pageQuery);
export type MatchesQuery = z.infer<typeof matchesQuery>;
