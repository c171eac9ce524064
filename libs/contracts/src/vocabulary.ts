import { z } from 'zod';

/** The words that more than one service uses in what it publishes. */

export const caseId = z.uuid().describe('The case: one application or renewal, through all its rounds.');
export const instant = z.iso.datetime().describe('ISO 8601, UTC.');
export const day = z.iso.date().describe('A calendar day in Asia/Shanghai.');
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const round = z.int().min(1).describe('How often the applicant has confirmed the submission.');
export const attempt = z.int().min(1).describe('How often the key was begun to be made.');
export const uscc = z.string().length(18).describe('统一社会信用代码, GB 32100-2015.');
export const officer = z.string().min(1).describe('The opaque id of the member of staff who decided.');
export const kind = z.enum(['first', 'additional', 'replacement', 'change', 'renewal', 'contact']);
/** No application for a key: the provider alone reviews it, at a stage that bears the name of its kind. */
export const isProvidersAlone = (kindOrStage: string): kindOrStage is 'renewal' | 'contact' =>
  kindOrStage === 'renewal' || kindOrStage === 'contact';
/** Why another key takes the place of one: 遗失, 损坏, 锁死, 更新失败 (补办); 证书内容变更 (变更). */
export const replacementGround = z.enum(['lost', 'damaged', 'locked', 'renewal-died', 'information-changed']);
/** Why an enterprise asks on line to have its key unlocked: 遗忘口令, 连续误输, 经办人变更, 原因不明. */
export const unlockReason = z.enum(['pin-forgotten', 'pin-mistyped', 'holder-changed', 'cause-unknown']);
/** What became of such a request: done; refused for what the key is, or by an officer; or over without a result. */
export const unlockOutcome = z.enum([
  'unlocked',
  'suspended',
  'revoked',
  'renewed',
  'admin-pin-locked',
  'under-way',
  'identity-not-established',
  'not-authorised',
  'mistaken',
  'cancelled',
  'expired',
]);
/** Why a key in an enterprise's hand is to be revoked: 遗失, 泄露, 信息变更, 损坏, 停用, 企业注销. */
export const revocationGround = z.enum([
  'lost',
  'compromised',
  'information-changed',
  'damaged',
  'out-of-use',
  'enterprise-dissolved',
]);
/** What became of an enterprise's request on line: done; nothing to do, or being done; rejected, or taken back by an officer. */
export const revocationOutcome = z.enum([
  'revoked',
  'already-revoked',
  'under-way',
  'identity-not-established',
  'not-authorised',
  'mistaken',
  'cancelled',
]);
/** The six documents of a first application, in the order of the procedure. */
export const SLOTS = [
  'application-form',
  'seal-confirmation',
  'business-licence',
  'authorised-user-id',
  'power-of-attorney',
  'user-agreement',
] as const;
/** Every document that a case may be asked for: beside the six, of a lost key that is replaced, the 遗失说明. */
export const ALL_SLOTS = [...SLOTS, 'loss-statement'] as const;
export const slot = z.enum(ALL_SLOTS);

/** A value that only the holder of its owner's key can read; see the kernel. */
export const sealed = z.object({
  $sealed: z.string(),
  owner: z.templateLiteral([z.enum(['case', 'account']), ':', z.string()]),
  field: z.string(),
});

/** A sealed document: `<caseId>/<sha256 of the plain bytes>`. */
export const documentRef = z.object({
  documentId: z.string(),
  type: z.string(),
  size: z.int().nonnegative(),
});

/** One scanned page as kept, with what the machine noticed of it. */
export const page = z.object({
  image: documentRef,
  preview: documentRef,
  receivedSha256: sha256,
  width: z.int(),
  height: z.int(),
  warnings: z.array(z.string()),
});

/** What each submission to review tells of its case and its form. */
export const submissionIs = {
  nameCn: z.string(),
  agencyId: z.string(),
  pickupPointId: z.string(),
  licenceTypes: z.array(z.string()),
  formNumber: z.string(),
  formVersion: z.int().min(1),
};

/** What a slot held when the submission was confirmed; `version` grows with every change of the slot's pages. */
export const submittedDocument = z.object({
  slot,
  version: z.int().min(1),
  qr: z.enum(['matched', 'unreadable', 'not-applicable']),
  pages: z.array(page).min(1).max(10),
});

export const certificatePair = z.object({ signing: z.string(), encryption: z.string() });

export const dueDate = {
  round: round.optional(),
  attempt: attempt.optional(),
  stage: z.enum([
    'pre-verification',
    're-verification-and-making',
    'pickup-notice',
    'renewal-review',
    'contact-review',
  ]),
  startedAt: instant,
  dueAt: instant.describe('The end of the last day, 24:00 in Asia/Shanghai.'),
  dueOn: day,
  provisional: z.boolean().describe('A day counted lies in a year whose official calendar is not published yet.'),
};

export type Slot = z.infer<typeof slot>;
export type Kind = z.infer<typeof kind>;
export type ReplacementGround = z.infer<typeof replacementGround>;
export type DocumentRef = z.infer<typeof documentRef>;
export type Page = z.infer<typeof page>;
export type SubmittedDocument = z.infer<typeof submittedDocument>;
export type CertificatePair = z.infer<typeof certificatePair>;
export type DueStage = z.infer<typeof dueDate.stage>;
