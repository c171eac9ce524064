import { z } from 'zod';
import {
  caseId,
  day,
  documentRef,
  instant,
  kind,
  replacementGround,
  round,
  revocationGround,
  sealed,
  submissionIs,
  submittedDocument,
  unlockReason,
  uscc,
} from '../vocabulary';

const applicationIs = { caseId, kind, uscc };
const mail = sealed.describe('The mail address, sealed.');
/** A mail that gives a right carries HMAC(key, notice id); the notice id is derived from `requestId`. */
const linkRequest = { requestId: z.uuid(), mailTo: mail, requestedAt: instant, expiresAt: instant };

/** What intake tells the other services. */
export const intakeFacts = {
  'intake.ApplicationSubmitted.v1': z
    .object({
      ...applicationIs,
      round,
      ...submissionIs,
      form: documentRef.describe('The submitted form as canonical JSON, sealed under the key of the case.'),
      formDigest: z.string().describe('Keyed digest of the form.'),
      changedFields: z.array(z.string()).describe('Dotted paths of the fields that differ from the last round.'),
      documents: z.array(submittedDocument),
      mailTo: mail,
      submittedBy: z.string(),
      submittedAt: instant,
    })
    .describe('submitted: the applicant has confirmed; the clock of the pre-verification starts.'),
  'intake.ApplicationWithdrawn.v1': z
    .object({ ...applicationIs, ground: z.enum(['applicant', 'slot-released']), withdrawnAt: instant })
    .describe('The case ends; every order for it is cancelled.'),
  'intake.ApplicationExpired.v1': z.object({ ...applicationIs, expiredAt: instant }),
  'intake.ApplicationExpiryNear.v1': z.object({
    ...applicationIs,
    mailTo: mail,
    idleDays: z.int(),
    expiresOn: day,
  }),
  'intake.EnterpriseAccountActivated.v1': z.object({ ...applicationIs, accountId: z.string(), activatedAt: instant }),
  'intake.AddressConfirmationRequested.v1': z.object({ accountId: z.string(), ...linkRequest }),
  'intake.PasswordResetRequested.v1': z.object({ accountId: z.string(), ...linkRequest }),
  'intake.UserInvited.v1': z.object({
    accountId: z.string(),
    invitationId: z.uuid(),
    uscc,
    nameCn: z.string(),
    ...linkRequest,
  }),
  'intake.ActivationRequested.v1': z
    .object({
      ...applicationIs,
      nameCn: z.string(),
      again: z.boolean(),
      ...linkRequest,
      mailStatedAt: instant.optional().describe('Since when the case has had that address.'),
      renewalId: caseId
        .optional()
        .describe('The renewal whose approval has brought it about; its form may name another.'),
    })
    .describe('The activation mail is due, for the first time or once more.'),
  'intake.ContactCorrected.v1': z.object({ ...applicationIs, mailTo: mail, correctedAt: instant }),
  'intake.AdditionalSlotHeld.v1': z
    .object({ ...applicationIs, heldAt: instant })
    .describe(
      '增办: the enterprise may have one more key, and this case has its slot; without it the key is not made.',
    ),
  'intake.AdditionalSlotGivenBack.v1': z
    .object({ ...applicationIs, givenBackAt: instant })
    .describe('The case of an additional key has ended; its slot is free.'),
  'intake.KeyLossReported.v1': z.object({ ...applicationIs, tokenSerial: z.string(), reportedAt: instant }),
  'intake.KeyLossTakenBack.v1': z
    .object({ ...applicationIs, tokenSerial: z.string(), takenBackAt: instant })
    .describe('The key was found again before 复核通过; the hold that its loss has put on it goes.'),
  'intake.KeyUnlockRequested.v1': z
    .object({
      ...applicationIs,
      tokenSerial: z.string(),
      requestId: z.uuid(),
      reason: unlockReason,
      requestedAt: instant,
    })
    .describe('The enterprise asks to have its locked key unlocked. It unlocks nothing by itself.'),
  'intake.KeyUnlockRequestWithdrawn.v1': z
    .object({ ...applicationIs, tokenSerial: z.string(), requestId: z.uuid(), withdrawnAt: instant })
    .describe('The enterprise asks for it no longer.'),
  'intake.KeyRevocationRequested.v1': z
    .object({
      ...applicationIs,
      tokenSerial: z.string(),
      requestId: z.uuid(),
      ground: revocationGround,
      formNumber: z.string(),
      requestedAt: instant,
    })
    .describe(
      'The enterprise asks to have its key revoked. It revokes nothing by itself; 遗失 and 泄露 suspend the key.',
    ),
  'intake.KeyRevocationRequestWithdrawn.v1': z
    .object({ ...applicationIs, tokenSerial: z.string(), requestId: z.uuid(), withdrawnAt: instant })
    .describe('The enterprise asks for it no longer. A suspension stays.'),
  'intake.KeyNamed.v1': z
    .object({
      ...applicationIs,
      number: z.string().describe('原钥匙编号.'),
      tokenSerial: z.string().nullable().describe('`null` for a key from before this system.'),
      ground: replacementGround,
      surplus: z
        .array(z.string())
        .describe('Tokens of keys that are given up beside it, since there would be too many.'),
      namedAt: instant,
    })
    .describe('A case was begun for a key in place of this one.'),
  'intake.ContactChangeSubmitted.v1': z
    .object({
      ...applicationIs,
      round,
      number: z.string().describe('钥匙编号 of the key whose contact data change.'),
      cases: z
        .array(caseId)
        .optional()
        .describe(
          'Those that the key comes from, in their order; under the last of them its enterprise is reached today.',
        ),
      ...submissionIs,
      form: documentRef.describe('The whole form with the new contact data, sealed under the key of this case.'),
      changedFields: z.array(z.string()).min(1).describe('Dotted paths of the contact data that are new.'),
      mailTo: mail,
      submittedAt: instant,
    })
    .describe('变更 of contact data alone: the clock of its review starts. It brings no key.'),
  'intake.ContactChangeWithdrawn.v1': z
    .object({
      ...applicationIs,
      number: z.string().describe('钥匙编号 of the key whose contact data stay as they are.'),
      withdrawnAt: instant,
    })
    .describe('The applicant has given the change up; it is reviewed no further.'),
  'intake.ContactChangeExpired.v1': z
    .object({
      ...applicationIs,
      number: z.string().describe('钥匙编号 of the key whose contact data stay as they are.'),
      expiredAt: instant,
    })
    .describe('The change came back and nobody went on with it; it is over.'),
  'intake.ContactDataChanged.v1': z
    .object({
      ...applicationIs,
      changeId: caseId.describe('The change that was passed.'),
      number: z.string().describe('钥匙编号.'),
      form: documentRef.describe('The whole form with the new contact data, sealed under the key of the change.'),
      mailTo: mail,
      changedAt: instant,
    })
    .describe('审核通过: the contact data of this case, one that the key comes from, are new.'),
} as const;
