import { z } from 'zod';
import { rejectionCatalogue, refusalGrounds, slot } from '@ekey/contracts';
import { atLeastQuery, bilingual, inDigits, pageQuery, typedCode } from '@ekey/platform';
import { QUEUES } from '../review/stages';
import { statusLabels, type CaseStatus } from '../views/status-labels';
import { freeText } from './fields';

const codes = rejectionCatalogue.map(({ code }) => code) as [string, ...string[]];
const grounds = refusalGrounds.map(({ code }) => code);
const target = z.union([slot, z.literal('form')]);
const round = z.int().min(1).max(1_000);
const remark = freeText.min(1, { error: bilingual('请填写备注。', 'Write a remark (备注).') });
const code = z.enum(codes, {
  error: bilingual('没有这个原因代码，请从原因目录中选择。', 'Choose a code of the catalogue.'),
});
/** It stands in clear in the fact and in the mail: a path and no text, since text may name a person. */
const field = z
  .string()
  .max(100)
  .regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*$/, {
    error: bilingual(
      '请填写申请表字段的路径，如 agent.mobile。',
      'Name a field of the form by its path, such as agent.mobile.',
    ),
  });
const finding = z.strictObject({ code, field: field.optional() });

const mark = z.discriminatedUnion('verdict', [
  z.strictObject({ target, verdict: z.literal('ok') }),
  z.strictObject({
    target,
    verdict: z.literal('defective'),
    findings: z.array(finding).min(1).max(20),
    reason: freeText.optional(),
  }),
]);

export const marksRequest = z.strictObject({ round, marks: z.array(mark).min(1).max(20) });
export type MarksRequest = z.infer<typeof marksRequest>;

const verdict = {
  round,
  verdict: z.enum(['pass', 'reject']),
  /** Defects told with the verdict, beside those marked before; of one target all together. */
  findings: z
    .array(finding.extend({ target, reason: freeText.optional() }))
    .max(100)
    .default([]),
  remark: freeText.nullish(),
};
export const preVerificationRequest = z.strictObject(verdict);
export type VerdictRequest = z.infer<typeof preVerificationRequest>;

/** Of the impression only a pass has to speak, where there is a 确认函. */
export const reVerificationRequest = z.strictObject({ ...verdict, sealImpressionUsable: z.boolean().optional() });
export type ReVerificationRequest = z.infer<typeof reVerificationRequest>;

export const refusalRequest = z.strictObject({ round, ground: z.enum(grounds), remark });
export type RefusalRequest = z.infer<typeof refusalRequest>;

export const declineRequest = z.strictObject({ round, remark });
export type DeclineRequest = z.infer<typeof declineRequest>;

export const reassignRequest = z.strictObject({ officer: z.string().min(1).max(100) });
export type ReassignRequest = z.infer<typeof reassignRequest>;

export const caseQuery = z.strictObject(atLeastQuery);
export type CaseQuery = z.infer<typeof caseQuery>;

export const casesQuery = z.strictObject({
  uscc: typedCode(40).optional(),
  formNumber: typedCode(40).optional(),
  status: z.enum(Object.keys(statusLabels) as CaseStatus[]).optional(),
  ...pageQuery,
});
export type CasesQuery = z.infer<typeof casesQuery>;

export const queueQuery = z.strictObject(pageQuery);
export type QueueQuery = z.infer<typeof queueQuery>;
export const queueName = z.enum(QUEUES);

export const pageParameters = z.strictObject({
  id: z.string().max(100),
  slot,
  n: inDigits(z.int().min(1).max(10)),
});
export type PageParameters = z.infer<typeof pageParameters>;
export const pageOptions = z.strictObject({ preview: z.enum(['', 'true']).optional() });
export type PageOptions = z.infer<typeof pageOptions>;
