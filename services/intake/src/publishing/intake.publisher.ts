import type { Published } from '@ekey/contracts';
import { streamIdOf, type Publisher } from '@ekey/kernel';
import type { StoredAccountFact } from '../account/account.events';
import type { StoredContactChangeFact } from '../contact-changes/contact-changes.events';
import type { StoredEnterpriseFact } from '../enterprise/enterprise.events';
import type { StoredEnterpriseSlotsFact } from '../enterprise-slots/enterprise-slots.events';
import type { StoredKeyApplicationFact } from '../key-application/key-application.events';
import type { LoginNameEvent } from '../login-name/login-name.events';

type Own =
  | StoredKeyApplicationFact
  | StoredContactChangeFact
  | StoredAccountFact
  | StoredEnterpriseFact
  | StoredEnterpriseSlotsFact
  | LoginNameEvent;

type Told = Published<Extract<Published['type'], `intake.${string}`>>;

type Fact<Type extends Own['type']> = Extract<Own, { type: Type }>['data'];

/** The fields of one fact that leave the service; none where the others must not know, or an address is gone with its key. */
type Publish<Type extends Own['type']> = (data: Fact<Type>, id: string) => Told | null;

/** Field by field, so that what is added to a fact later does not leave the service by itself. */
type Table = { readonly [Type in Own['type']]?: Publish<Type> };

const OF_CONTACT_DATA = { kind: 'contact' } as const;

/** Of a case. */
const ofCases = {
  SubmissionConfirmed: (data) => submitted(data),
  // Nobody else has ever heard of a case that was never submitted.
  ApplicationWithdrawn: ({ caseId, kind, uscc, round, ground, withdrawnAt }) =>
    round === 0 ? null : { type: 'intake.ApplicationWithdrawn.v1', data: { caseId, kind, uscc, ground, withdrawnAt } },
  ApplicationExpired: ({ caseId, kind, uscc, round, expiredAt }) =>
    round === 0 ? null : { type: 'intake.ApplicationExpired.v1', data: { caseId, kind, uscc, expiredAt } },
  ExpiryReminded: ({ caseId, kind, uscc, mailTo, idleDays, expiresOn }) =>
    mailTo && { type: 'intake.ApplicationExpiryNear.v1', data: { caseId, kind, uscc, mailTo, idleDays, expiresOn } },
  ContactCorrected: ({ caseId, kind, uscc, mailTo, correctedAt }) =>
    mailTo && { type: 'intake.ContactCorrected.v1', data: { caseId, kind, uscc, mailTo, correctedAt } },
  ActivationRequested: (data) => activationRequested(data),
  AccountActivated: ({ caseId, kind, uscc, accountId, activatedAt }) => ({
    type: 'intake.EnterpriseAccountActivated.v1',
    data: { caseId, kind, uscc, accountId, activatedAt },
  }),
  AdditionalSlotHeld: ({ caseId, heldAt }, uscc) => ({
    type: 'intake.AdditionalSlotHeld.v1',
    data: { caseId, kind: 'additional', uscc, heldAt },
  }),
  AdditionalSlotGivenBack: ({ caseId, givenBackAt }, uscc) => ({
    type: 'intake.AdditionalSlotGivenBack.v1',
    data: { caseId, kind: 'additional', uscc, givenBackAt },
  }),
} satisfies Table;

/** Of a key that the enterprise has. */
const ofKeys = {
  KeyNamed: ({ caseId, kind, uscc, key, ground, surplus, namedAt }) => {
    const tokenSerial = key.caseId === null ? null : key.number;
    const named = { number: key.number, tokenSerial, ground, surplus: [...surplus], namedAt };
    return { type: 'intake.KeyNamed.v1', data: { caseId, kind, uscc, ...named } };
  },
  KeyLossReported: ({ caseId, kind, uscc, tokenSerial, reportedAt }) => ({
    type: 'intake.KeyLossReported.v1',
    data: { caseId, kind, uscc, tokenSerial, reportedAt },
  }),
  KeyLossTakenBack: ({ caseId, kind, uscc, tokenSerial, takenBackAt }) => ({
    type: 'intake.KeyLossTakenBack.v1',
    data: { caseId, kind, uscc, tokenSerial, takenBackAt },
  }),
  KeyUnlockRequested: ({ caseId, kind, uscc, tokenSerial, requestId, reason, requestedAt }) => ({
    type: 'intake.KeyUnlockRequested.v1',
    data: { caseId, kind, uscc, tokenSerial, requestId, reason, requestedAt },
  }),
  KeyUnlockRequestWithdrawn: ({ caseId, kind, uscc, tokenSerial, requestId, withdrawnAt }) => ({
    type: 'intake.KeyUnlockRequestWithdrawn.v1',
    data: { caseId, kind, uscc, tokenSerial, requestId, withdrawnAt },
  }),
  KeyRevocationRequested: ({ caseId, kind, uscc, tokenSerial, requestId, ground, formNumber, requestedAt }) => ({
    type: 'intake.KeyRevocationRequested.v1',
    data: { caseId, kind, uscc, tokenSerial, requestId, ground, formNumber, requestedAt },
  }),
  KeyRevocationRequestWithdrawn: ({ caseId, kind, uscc, tokenSerial, requestId, withdrawnAt }) => ({
    type: 'intake.KeyRevocationRequestWithdrawn.v1',
    data: { caseId, kind, uscc, tokenSerial, requestId, withdrawnAt },
  }),
} satisfies Table;

/** Of a change of contact data, which the others know as a case. */
const ofContactChanges = {
  ContactChangeSubmitted: (data) => contactSubmitted(data),
  ContactChangeWithdrawn: ({ changeId: caseId, uscc, number, withdrawnAt }) => ({
    type: 'intake.ContactChangeWithdrawn.v1',
    data: { caseId, ...OF_CONTACT_DATA, uscc, number, withdrawnAt },
  }),
  ContactChangeReminded: ({ changeId: caseId, uscc, mailTo, idleDays, expiresOn }) =>
    mailTo && {
      type: 'intake.ApplicationExpiryNear.v1',
      data: { caseId, ...OF_CONTACT_DATA, uscc, mailTo, idleDays, expiresOn },
    },
  ContactChangeExpired: ({ changeId: caseId, uscc, number, expiredAt }) => ({
    type: 'intake.ContactChangeExpired.v1',
    data: { caseId, ...OF_CONTACT_DATA, uscc, number, expiredAt },
  }),
  ContactDataChanged: ({ changeId, caseId, uscc, number, form, mailTo, changedAt }) =>
    mailTo && {
      type: 'intake.ContactDataChanged.v1',
      data: { caseId, ...OF_CONTACT_DATA, uscc, changeId, number, form, mailTo, changedAt },
    },
} satisfies Table;

/** Of an account, so that notify writes to its person. */
const ofAccounts = {
  AddressConfirmationRequested: ({ requestId, mailTo, requestedAt, expiresAt }, accountId) =>
    mailTo && {
      type: 'intake.AddressConfirmationRequested.v1',
      data: { accountId, requestId, mailTo, requestedAt, expiresAt },
    },
  PasswordResetRequested: ({ requestId, mailTo, requestedAt, expiresAt }, accountId) =>
    mailTo && {
      type: 'intake.PasswordResetRequested.v1',
      data: { accountId, requestId, mailTo, requestedAt, expiresAt },
    },
  // Not by the enterprise's fact: there is an account to answer the link before the mail goes out.
  AccountInvited: ({ invitationId, uscc, nameCn, requestId, mail: mailTo, requestedAt, expiresAt }, accountId) =>
    nameCn === undefined || mailTo === null
      ? null
      : {
          type: 'intake.UserInvited.v1',
          data: { accountId, invitationId, uscc, nameCn, requestId, mailTo, requestedAt, expiresAt },
        },
} satisfies Table;

const publications: Table = { ...ofCases, ...ofKeys, ...ofContactChanges, ...ofAccounts };

/** What the other services may know. A mail address whose key was destroyed is nobody's, and so nothing is asked of notify. */
export const intakePublisher: Publisher<Own> = {
  service: 'intake',
  publish: (fact) => {
    const publish = publications[fact.type] as ((data: object, id: string) => Told | null) | undefined;
    const told = publish?.(fact.data, streamIdOf(fact.meta.stream)) ?? null;
    if (told === null) return null;
    const subject = 'caseId' in told.data ? told.data.caseId : told.data.accountId;
    return { ...told, subject };
  },
};

function submitted(data: StoredKeyApplicationFact<'SubmissionConfirmed'>['data']): Told | null {
  const { caseId, kind, uscc, round, nameCn, agencyId, pickupPointId, formNumber, formVersion, form, digest } = data;
  const { licenceTypes, changedFields, documents, mailTo, submittedBy, submittedAt } = data;
  return (
    mailTo && {
      type: 'intake.ApplicationSubmitted.v1',
      data: {
        ...{ caseId, kind, uscc, round, nameCn, agencyId, pickupPointId, formNumber, formVersion, form },
        ...{ formDigest: digest, mailTo, submittedBy, submittedAt },
        licenceTypes: [...licenceTypes],
        changedFields: [...changedFields],
        documents: documents.map(({ slot, version, qr, pages }) => ({
          slot,
          version,
          qr,
          pages: pages.map((page) => ({ ...page, warnings: [...page.warnings] })),
        })),
      },
    }
  );
}

/** Each round has a version of the form of its own. */
function contactSubmitted(data: StoredContactChangeFact<'ContactChangeSubmitted'>['data']): Told | null {
  const { changeId: caseId, uscc, number, round, nameCn, agencyId, pickupPointId, formNumber } = data;
  const { form, mailTo, submittedAt } = data;
  const cases = [...data.cases];
  const [licenceTypes, changedFields] = [[...data.licenceTypes], [...data.changedFields]];
  return (
    mailTo && {
      type: 'intake.ContactChangeSubmitted.v1',
      data: {
        ...{ caseId, kind: 'contact', uscc, round, number, cases, nameCn, agencyId, pickupPointId, licenceTypes },
        ...{ formNumber, formVersion: round, form, changedFields, mailTo, submittedAt },
      },
    }
  );
}

function activationRequested(data: Fact<'ActivationRequested'>): Told | null {
  const { caseId, kind, uscc, nameCn, again, requestId, mailTo, mailStatedAt, renewalId, requestedAt, expiresAt } =
    data;
  if (mailTo === null) return null;
  const stated = { ...(mailStatedAt && { mailStatedAt }), ...(renewalId && { renewalId }) };
  return {
    type: 'intake.ActivationRequested.v1',
    data: { caseId, kind, uscc, nameCn, again, requestId, mailTo, ...stated, requestedAt, expiresAt },
  };
}
