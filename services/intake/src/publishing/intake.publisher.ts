import type { Published } from '@ekey/contracts';
import { streamIdOf, type Publisher, type Recorded } from '@ekey/kernel';
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

/** What the other services may know. A mail address whose key was destroyed is nobody's, and so nothing is asked of notify. */
export const intakePublisher: Publisher<Own> = {
  service: 'intake',
  publish: (fact) => {
    const told = tell(fact);
    if (told === null) return null;
    const subject = 'caseId' in told.data ? told.data.caseId : told.data.accountId;
    return { ...told, subject };
  },
};

function tell(fact: Recorded<Own>): Told | null {
  switch (fact.type) {
    case 'SubmissionConfirmed':
      return submitted(fact.data);
    case 'ContactChangeSubmitted':
      return contactSubmitted(fact.data);
    case 'ContactChangeWithdrawn': {
      const { changeId: caseId, uscc, number, withdrawnAt } = fact.data;
      return {
        type: 'intake.ContactChangeWithdrawn.v1',
        data: { caseId, kind: 'contact', uscc, number, withdrawnAt },
      };
    }
    case 'ContactChangeReminded': {
      const { changeId: caseId, uscc, mailTo, idleDays, expiresOn } = fact.data;
      const of = { caseId, kind: 'contact', uscc } as const;
      return mailTo && { type: 'intake.ApplicationExpiryNear.v1', data: { ...of, mailTo, idleDays, expiresOn } };
    }
    case 'ContactChangeExpired': {
      const { changeId: caseId, uscc, number, expiredAt } = fact.data;
      return { type: 'intake.ContactChangeExpired.v1', data: { caseId, kind: 'contact', uscc, number, expiredAt } };
    }
    case 'ContactDataChanged': {
      const { changeId, caseId, uscc, number, form, mailTo, changedAt } = fact.data;
      const of = { caseId, kind: 'contact', uscc, changeId, number } as const;
      return mailTo && { type: 'intake.ContactDataChanged.v1', data: { ...of, form, mailTo, changedAt } };
    }
    case 'ApplicationWithdrawn': {
      const { caseId, kind, uscc, round, ground, withdrawnAt } = fact.data;
      // Nobody else has ever heard of a case that was never submitted.
      return round === 0
        ? null
        : { type: 'intake.ApplicationWithdrawn.v1', data: { caseId, kind, uscc, ground, withdrawnAt } };
    }
    case 'KeyNamed': {
      const { caseId, kind, uscc, key, ground, surplus, namedAt } = fact.data;
      const tokenSerial = key.caseId === null ? null : key.number;
      const number = key.number;
      return {
        type: 'intake.KeyNamed.v1',
        data: { caseId, kind, uscc, number, tokenSerial, ground, surplus: [...surplus], namedAt },
      };
    }
    case 'KeyLossTakenBack': {
      const { caseId, kind, uscc, tokenSerial, takenBackAt } = fact.data;
      return { type: 'intake.KeyLossTakenBack.v1', data: { caseId, kind, uscc, tokenSerial, takenBackAt } };
    }
    case 'ApplicationExpired': {
      const { caseId, kind, uscc, round, expiredAt } = fact.data;
      return round === 0 ? null : { type: 'intake.ApplicationExpired.v1', data: { caseId, kind, uscc, expiredAt } };
    }
    case 'ExpiryReminded': {
      const { caseId, kind, uscc, mailTo, idleDays, expiresOn } = fact.data;
      return (
        mailTo && { type: 'intake.ApplicationExpiryNear.v1', data: { caseId, kind, uscc, mailTo, idleDays, expiresOn } }
      );
    }
    case 'ActivationRequested': {
      const { caseId, kind, uscc, nameCn, again, requestId, mailTo, requestedAt, expiresAt } = fact.data;
      const request = mailTo && { requestId, mailTo, requestedAt, expiresAt };
      return (
        request && { type: 'intake.ActivationRequested.v1', data: { caseId, kind, uscc, nameCn, again, ...request } }
      );
    }
    case 'AccountActivated': {
      const { caseId, kind, uscc, accountId, activatedAt } = fact.data;
      return { type: 'intake.EnterpriseAccountActivated.v1', data: { caseId, kind, uscc, accountId, activatedAt } };
    }
    case 'ContactCorrected': {
      const { caseId, kind, uscc, mailTo, correctedAt } = fact.data;
      return mailTo && { type: 'intake.ContactCorrected.v1', data: { caseId, kind, uscc, mailTo, correctedAt } };
    }
    case 'AdditionalSlotHeld': {
      const { caseId, heldAt } = fact.data;
      const of = { caseId, kind: 'additional', uscc: streamIdOf(fact.meta.stream) } as const;
      return { type: 'intake.AdditionalSlotHeld.v1', data: { ...of, heldAt } };
    }
    case 'AdditionalSlotGivenBack': {
      const { caseId, givenBackAt } = fact.data;
      const of = { caseId, kind: 'additional', uscc: streamIdOf(fact.meta.stream) } as const;
      return { type: 'intake.AdditionalSlotGivenBack.v1', data: { ...of, givenBackAt } };
    }
    case 'KeyLossReported': {
      const { caseId, kind, uscc, tokenSerial, reportedAt } = fact.data;
      return { type: 'intake.KeyLossReported.v1', data: { caseId, kind, uscc, tokenSerial, reportedAt } };
    }
    case 'KeyUnlockRequested': {
      const { caseId, kind, uscc, tokenSerial, requestId, reason, requestedAt } = fact.data;
      const data = { caseId, kind, uscc, tokenSerial, requestId, reason, requestedAt };
      return { type: 'intake.KeyUnlockRequested.v1', data };
    }
    case 'KeyUnlockRequestWithdrawn': {
      const { caseId, kind, uscc, tokenSerial, requestId, withdrawnAt } = fact.data;
      const data = { caseId, kind, uscc, tokenSerial, requestId, withdrawnAt };
      return { type: 'intake.KeyUnlockRequestWithdrawn.v1', data };
    }
    case 'KeyRevocationRequested': {
      const { caseId, kind, uscc, tokenSerial, requestId, ground, formNumber, requestedAt } = fact.data;
      const data = { caseId, kind, uscc, tokenSerial, requestId, ground, formNumber, requestedAt };
      return { type: 'intake.KeyRevocationRequested.v1', data };
    }
    case 'KeyRevocationRequestWithdrawn': {
      const { caseId, kind, uscc, tokenSerial, requestId, withdrawnAt } = fact.data;
      const data = { caseId, kind, uscc, tokenSerial, requestId, withdrawnAt };
      return { type: 'intake.KeyRevocationRequestWithdrawn.v1', data };
    }
    case 'AddressConfirmationRequested':
    case 'PasswordResetRequested': {
      const { requestId, mailTo, requestedAt, expiresAt } = fact.data;
      const accountId = streamIdOf(fact.meta.stream);
      return (
        mailTo && { type: `intake.${fact.type}.v1`, data: { accountId, requestId, mailTo, requestedAt, expiresAt } }
      );
    }
    case 'UserInvited': {
      const { accountId, invitationId, uscc, nameCn, requestId, mailTo, requestedAt, expiresAt } = fact.data;
      const request = mailTo && { requestId, mailTo, requestedAt, expiresAt };
      return request && { type: 'intake.UserInvited.v1', data: { accountId, invitationId, uscc, nameCn, ...request } };
    }
    default:
      return null;
  }
}

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
  const [licenceTypes, changedFields] = [[...data.licenceTypes], [...data.changedFields]];
  return (
    mailTo && {
      type: 'intake.ContactChangeSubmitted.v1',
      data: {
        ...{ caseId, kind: 'contact', uscc, round, number, nameCn, agencyId, pickupPointId, licenceTypes },
        ...{ formNumber, formVersion: round, form, changedFields, mailTo, submittedAt },
      },
    }
  );
}
