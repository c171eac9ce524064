import { draftForm } from '@ekey/case-papers/desk';
import { atLeastQuery, pageQuery } from '@ekey/platform';
import { z } from 'zod';
import { keyNumber } from './applications.requests';

const form = draftForm.describe(
  'The contact data to change; what is left out stays, and an empty text takes an answer away. Others may stand beside them as they are.',
);

export const contactChangeRequest = z.strictObject({
  number: keyNumber.describe('钥匙编号 of the key whose contact data change.'),
  form,
});
export type ContactChangeRequest = z.infer<typeof contactChangeRequest>;

export const contactChangesQuery = z.strictObject(pageQuery);
export type ContactChangesQuery = z.infer<typeof contactChangesQuery>;
export const contactChangeQuery = z.strictObject(atLeastQuery);
export type ContactChangeQuery = z.infer<typeof contactChangeQuery>;

export const correctedContactRequest = z.strictObject({
  round: z.int().min(1).max(10_000).describe('The round that this submission begins: `nextRound` of the change.'),
  form,
});
export type CorrectedContactRequest = z.infer<typeof correctedContactRequest>;
