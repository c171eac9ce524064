import { z } from 'zod';
import { containsUnsafeCharacter } from '@ekey/identifiers';
import { atLeastQuery, bilingual, inDigits, pageQuery } from '@ekey/platform';
import { MOST_PAGES, SLOTS } from '../key-application/documents';
import { parsePosition } from '../views/application-status/timeline-of';

const MOST_TEXT = 1_000;

/** What is typed into a draft: anything that can be seen. */
const typed = z
  .string()
  .max(MOST_TEXT)
  .refine((text) => !containsUnsafeCharacter(text), {
    error: bilingual(
      '含有不可见、控制或无法识别的字符，请删除后手工重新输入。',
      'There is an invisible, control or unreadable character in it; delete it and type the value by hand.',
    ),
  })
  .optional();
const number = z.number().min(-1_000_000).max(1_000_000).optional();
const person = { name: typed, idType: typed, idNumber: typed };

export const draftForm = z.strictObject({
  licenceTypes: z.array(z.string().max(50)).max(20).optional(),
  agencyId: typed,
  pickupPointId: typed,
  nameCn: typed,
  nameEn: typed,
  uscc: typed,
  usccAsPrinted: z.boolean().optional(),
  ieCode13: typed,
  legalRep: z.strictObject(person).optional(),
  enterpriseType: typed,
  registeredAddress: typed,
  mailingAddress: typed,
  postcode: typed,
  phone: typed,
  fax: typed,
  agent: z
    .strictObject({ ...person, department: typed, position: typed, mobile: typed, phone: typed, email: typed })
    .optional(),
  loginName: typed,
  qty: number,
  held: number,
  reason: typed,
  seal: z.strictObject({ name: typed, type: typed, shape: typed, widthMm: number, heightMm: number }).optional(),
});
export type DraftFormRequest = z.infer<typeof draftForm>;

export const startRequest = z.strictObject({
  kind: z.enum(['first', 'additional', 'replacement', 'change']),
  uscc: z.string().max(MOST_TEXT),
  usccAsPrinted: z
    .boolean()
    .default(false)
    .describe('The code stands so on the licence although its check character does not match; reviewers verify it.'),
  copyFrom: z
    .uuid()
    .optional()
    .describe('An ended case of the same enterprise, whose form and still valid scans are taken over.'),
});
export type StartRequest = z.infer<typeof startRequest>;

export const submissionRequest = z.strictObject({
  round: z.int().min(1).max(10_000).describe('The round that this submission begins: `nextRound` of the case.'),
  consents: z.array(z.strictObject({ code: z.string().max(100), version: z.int().min(0).max(10_000) })).max(20),
});
export type SubmissionRequest = z.infer<typeof submissionRequest>;

export const contactRequest = z.strictObject({ mail: z.string().min(1).max(MOST_TEXT) });
export type ContactRequest = z.infer<typeof contactRequest>;

export const releaseRequest = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(5)
    .max(500)
    .refine((text) => !containsUnsafeCharacter(text), {
      error: bilingual('不得包含控制字符或不可见字符，请删除。', 'Leave out control and invisible characters.'),
    }),
});
export type ReleaseRequest = z.infer<typeof releaseRequest>;

export const activationRequest = z.strictObject({
  case: z.uuid(),
  notice: z.string().min(1).max(100),
  token: z.string().min(1).max(200),
});
export type ActivationRequest = z.infer<typeof activationRequest>;

export const applicationsQuery = z.strictObject({ ...pageQuery, of: z.enum(['me', 'enterprise']).default('me') });
export type ApplicationsQuery = z.infer<typeof applicationsQuery>;
export const applicationQuery = z.strictObject(atLeastQuery);
export type ApplicationQuery = z.infer<typeof applicationQuery>;

/** How long a reader may wait for something new, in seconds. */
const LONGEST_WAIT = 30;

export const timelineQuery = z.strictObject({
  after: z
    .string()
    .refine((text) => parsePosition(text) !== null, {
      error: bilingual('after 须为上次返回的 position。', 'after carries the `position` of the last answer.'),
    })
    .optional(),
  wait: inDigits(z.int().min(0).max(LONGEST_WAIT).default(0)),
});
export type TimelineQuery = z.infer<typeof timelineQuery>;

export const pageParameters = z.object({
  id: z.string(),
  slot: z.enum(SLOTS),
  n: inDigits(z.int().min(1).max(MOST_PAGES)),
});
export type PageParameters = z.infer<typeof pageParameters>;
export const pageOptions = z.strictObject({ preview: z.string().optional() });
export type PageOptions = z.infer<typeof pageOptions>;

export const accountIdParameter = z.object({ account: z.uuid() });
