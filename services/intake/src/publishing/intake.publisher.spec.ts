import { publishedFacts, type PublishedType } from '@ekey/contracts';
import type { Recorded } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import type { AccountEvent } from '../account/account.events';
import {
  accountActivated,
  activationOrdered,
  activationRequested,
  applicationIs,
  caseId,
  confirmed,
  formSubmitted,
  keyNamed,
  lossReported,
  now,
  replacementIs,
  started,
  uploaded,
  uscc,
  withdrawn,
} from '../key-application/key-application.examples';
import { ofAccount, ofCase, ofEnterprise } from '../testing/delivered';
import { intakePublisher } from './intake.publisher';

const account = 'a5b8a4de-62d4-5f0e-9b55-1a5f1f6a0001';
const requestId = 'a5b8a4de-62d4-5f0e-9b55-1a5f1f6a0002';
const published = (fact: Recorded) => intakePublisher.publish(fact as never);

/** What goes out, after a look whether it fits its own schema. */
function told(fact: Recorded) {
  const publication = published(fact);
  if (publication === null) throw new Error('nothing was published');
  const checked = publishedFacts[publication.type as PublishedType].safeParse(publication.data);
  expect(checked.error).toBeUndefined();
  expect(Object.keys(publication.data).sort()).toEqual(Object.keys(checked.data as object).sort());
  return publication;
}

const link: Omit<Extract<AccountEvent, { type: 'PasswordResetRequested' }>['data'], 'never'> = {
  mailTo: 'zhang@example.com',
  requestId,
  requestedAt: now,
  expiresAt: '2026-03-03T01:00:00.000Z',
};

const { mailTo: _mailTo, ...invitation } = link;
const invited = {
  type: 'AccountInvited',
  data: {
    ...invitation,
    ...{ invitationId: account, uscc, nameCn: '福州样本进出口有限公司' },
    mail: { $sealed: 'cipher', owner: `account:${account}`, field: 'mailTo' },
  },
} as const;

const asUuid = {
  ...confirmed,
  data: { ...confirmed.data, documents: confirmed.data.documents.map(shaPages) },
};
function shaPages(document: (typeof confirmed.data.documents)[number]) {
  const pages = document.pages.map((page) => ({ ...page, receivedSha256: 'e'.repeat(64) }));
  return { ...document, pages };
}

describe('what intake tells of a key that is to be replaced', () => {
  it('is which one it is, and why', () =>
    expect(told(ofCase(keyNamed(), caseId))).toMatchObject({
      type: 'intake.KeyNamed.v1',
      subject: caseId,
      data: { kind: 'replacement', number: 'EK26000001', tokenSerial: 'EK26000001', ground: 'lost' },
    }));
  it('is the number alone of one from before this system', () =>
    expect(told(ofCase(keyNamed({ key: { number: '旧 12', caseId: null } }), caseId)).data).toMatchObject({
      number: '旧 12',
      tokenSerial: null,
    }));
  it('is its loss, and that it was found again', () => {
    const data = { kind: 'replacement', tokenSerial: 'EK26000001' };
    expect(told(ofCase(lossReported, caseId))).toMatchObject({ type: 'intake.KeyLossReported.v1', data });
    const takenBack = {
      type: 'KeyLossTakenBack' as const,
      data: { ...replacementIs, tokenSerial: 'EK26000001', takenBackAt: now },
    };
    expect(told(ofCase(takenBack, caseId))).toMatchObject({ type: 'intake.KeyLossTakenBack.v1', data });
  });
});

describe('what intake tells the other services', () => {
  it('is the submission with everything that review needs, the address sealed', () => {
    const publication = told(ofCase(asUuid, caseId));
    expect(publication).toMatchObject({
      type: 'intake.ApplicationSubmitted.v1',
      subject: caseId,
      data: {
        round: 1,
        uscc,
        formVersion: 1,
        formDigest: confirmed.data.digest,
        mailTo: { owner: `case:${caseId}`, field: 'mailTo' },
      },
    });
    expect((publication.data as { documents: unknown[] }).documents).toHaveLength(6);
  });
  it('is the withdrawal of a case that was submitted', () => {
    expect(told(ofCase(withdrawn(2, 'slot-released'), caseId))).toEqual({
      type: 'intake.ApplicationWithdrawn.v1',
      subject: caseId,
      data: { ...applicationIs, ground: 'slot-released', withdrawnAt: now },
    });
  });
  it('is nothing of a case that was never submitted', () => {
    expect(published(ofCase(withdrawn(0), caseId))).toBeNull();
    expect(
      published(ofCase({ type: 'ApplicationExpired', data: { ...applicationIs, round: 0, expiredAt: now } }, caseId)),
    ).toBeNull();
  });
  it('is the expiry, and before it the reminders', () => {
    expect(
      told(ofCase({ type: 'ApplicationExpired', data: { ...applicationIs, round: 1, expiredAt: now } }, caseId)).type,
    ).toBe('intake.ApplicationExpired.v1');
    const reminded = {
      type: 'ExpiryReminded',
      data: { ...applicationIs, idleDays: 7, expiresOn: '2026-04-01', mailTo: 'a@example.com', remindedAt: now },
    } as const;
    expect(told(ofCase(reminded, caseId))).toMatchObject({
      type: 'intake.ApplicationExpiryNear.v1',
      data: { idleDays: 7, expiresOn: '2026-04-01' },
    });
  });
  it('is the activation mail that is due, and the activation when it has come', () => {
    expect(told(ofCase(activationRequested(requestId), caseId))).toMatchObject({
      type: 'intake.ActivationRequested.v1',
      data: { again: false, mailStatedAt: now },
    });
    const { type, data } = activationRequested(requestId, true);
    expect(told(ofCase({ type, data: { ...data, renewalId: requestId } }, caseId))).toMatchObject({
      data: { again: true, renewalId: requestId },
    });
    expect(told(ofCase(accountActivated, caseId))).toMatchObject({
      type: 'intake.EnterpriseAccountActivated.v1',
      data: { accountId: 'zhang' },
    });
    expect(published(ofCase(activationOrdered, caseId))).toBeNull();
  });
  it('is a corrected address, sealed', () => {
    const corrected = {
      type: 'ContactCorrected',
      data: { ...applicationIs, mailTo: 'b@example.com', correctedAt: now },
    } as const;
    expect(told(ofCase(corrected, caseId))).toMatchObject({
      type: 'intake.ContactCorrected.v1',
      data: { mailTo: { field: 'mailTo' } },
    });
  });
  it('is the slot of an additional key, from its submission on and when it comes back', () => {
    const meta = { stream: `intake.EnterpriseSlots-${uscc}` };
    const of = { caseId, kind: 'additional', uscc };
    expect(told(recorded({ type: 'AdditionalSlotHeld', data: { caseId, heldAt: now } }, meta))).toEqual({
      ...{ type: 'intake.AdditionalSlotHeld.v1', subject: caseId },
      data: { ...of, heldAt: now },
    });
    expect(told(recorded({ type: 'AdditionalSlotGivenBack', data: { caseId, givenBackAt: now } }, meta))).toEqual({
      ...{ type: 'intake.AdditionalSlotGivenBack.v1', subject: caseId },
      data: { ...of, givenBackAt: now },
    });
  });
  it('is a key that the enterprise reports lost', () => {
    const data = { ...applicationIs, tokenSerial: 'EK26000001', reportedAt: now };
    expect(told(ofCase({ type: 'KeyLossReported', data }, caseId))).toEqual({
      type: 'intake.KeyLossReported.v1',
      subject: caseId,
      data,
    });
  });
  it('is a key that the enterprise asks to have unlocked, or no longer', () => {
    const of = { ...applicationIs, tokenSerial: 'EK26000001', requestId };
    for (const fact of [
      { type: 'KeyUnlockRequested', data: { ...of, reason: 'pin-forgotten', requestedAt: now } },
      { type: 'KeyUnlockRequestWithdrawn', data: { ...of, withdrawnAt: now } },
    ] as const)
      expect(told(ofCase(fact, caseId))).toEqual({
        type: `intake.${fact.type}.v1`,
        subject: caseId,
        data: fact.data,
      });
  });
  it('is a key that the enterprise asks to have revoked, or no longer', () => {
    const of = { ...applicationIs, tokenSerial: 'EK26000001', requestId };
    for (const fact of [
      {
        type: 'KeyRevocationRequested',
        data: { ...of, ground: 'lost', formNumber: 'EK20260302-7K3M9Q2W', requestedAt: now },
      },
      { type: 'KeyRevocationRequestWithdrawn', data: { ...of, withdrawnAt: now } },
    ] as const)
      expect(told(ofCase(fact, caseId))).toEqual({
        type: `intake.${fact.type}.v1`,
        subject: caseId,
        data: fact.data,
      });
  });
  it('is the links that accounts ask for', () => {
    for (const type of ['AddressConfirmationRequested', 'PasswordResetRequested'] as const) {
      expect(told(ofAccount({ type, data: link }, account))).toMatchObject({
        type: `intake.${type}.v1`,
        subject: account,
        data: { accountId: account, mailTo: { owner: `account:${account}` } },
      });
    }
  });
  it('is the invitation of a user, sealed under the key of the account to be', () => {
    expect(told(ofAccount(invited, account))).toMatchObject({
      type: 'intake.UserInvited.v1',
      subject: account,
      data: { accountId: account, mailTo: { owner: `account:${account}` } },
    });
  });
  it('is no invitation before there is an account that its link leads to', () => {
    const asked = { ...link, accountId: account, invitationId: account, uscc, nameCn: '福州样本进出口有限公司' };
    expect(published(ofEnterprise({ type: 'UserInvited', data: asked }, uscc))).toBeNull();
  });
  it('is no invitation a second time where an earlier release has sent it', () => {
    const { nameCn: _nameCn, ...data } = invited.data;
    expect(published(ofAccount({ ...invited, data }, account))).toBeNull();
  });
  it('is nothing of what happens before a submission', () => {
    for (const fact of [started, formSubmitted(), uploaded('user-agreement')])
      expect(published(ofCase(fact as never, caseId))).toBeNull();
  });
  it('asks for no mail to an address whose key was destroyed', () => {
    const erased = {
      ...activationRequested(requestId),
      data: { ...activationRequested(requestId).data, mailTo: null },
    };
    expect(published(ofCase(erased, caseId))).toBeNull();
    expect(
      published(ofAccount({ type: 'PasswordResetRequested', data: { ...link, mailTo: null } }, account)),
    ).toBeNull();
  });
});

describe('what intake tells of a change of contact data', () => {
  const form = { documentId: `${caseId}/${'f'.repeat(64)}`, type: 'application/json', size: 900 };
  const change = { changeId: caseId, uscc, number: 'EK26000001', form };
  const mailTo = { $sealed: 'x', owner: `case:${caseId}` as const, field: 'mailTo' };
  const fact = (type: string, data: object) =>
    recorded({ type, data: { ...change, mailTo, ...data } }, { stream: `intake.ContactChanges-${uscc}` });
  const submission = {
    ...{ round: 2, cases: [caseId], nameCn: '福州样本进出口有限公司', agencyId: 'fuzhou', pickupPointId: 'hall' },
    ...{ licenceTypes: ['import'], formNumber: 'EK', changedFields: ['agent.email'], submittedBy: 'zhang' },
    submittedAt: now,
  };
  const OTHER = 'a5b8a4de-62d4-5f0e-9b55-1a5f1f6a0003';

  it('is under which case it is to be reviewed, and what is new', () =>
    expect(told(fact('ContactChangeSubmitted', submission))).toMatchObject({
      type: 'intake.ContactChangeSubmitted.v1',
      subject: caseId,
      data: { kind: 'contact', round: 2, cases: [caseId], formVersion: 2, changedFields: ['agent.email'], mailTo },
    }));
  it('is for each case of the key that its contact data are new', () =>
    expect(told(fact('ContactDataChanged', { caseId: OTHER, changedAt: now }))).toMatchObject({
      type: 'intake.ContactDataChanged.v1',
      subject: OTHER,
      data: { kind: 'contact', changeId: caseId, number: 'EK26000001', mailTo },
    }));
  it('is nothing once its personal data were erased', () => {
    expect(published(fact('ContactChangeSubmitted', { ...submission, mailTo: null }))).toBeNull();
    expect(published(fact('ContactDataChanged', { caseId: OTHER, changedAt: now, mailTo: null }))).toBeNull();
  });
  it('is that the applicant has given it up, even where nobody can be reached any more', () =>
    expect(told(fact('ContactChangeWithdrawn', { round: 1, withdrawnAt: now, mailTo: null }))).toEqual({
      type: 'intake.ContactChangeWithdrawn.v1',
      subject: caseId,
      data: { caseId, kind: 'contact', uscc, number: 'EK26000001', withdrawnAt: now },
    }));
  it('is that it will expire, to the address that it gives, as of an application', () => {
    const reminder = { idleDays: 7, expiresOn: '2026-04-08', remindedAt: now };
    expect(told(fact('ContactChangeReminded', reminder))).toEqual({
      type: 'intake.ApplicationExpiryNear.v1',
      subject: caseId,
      data: { caseId, kind: 'contact', uscc, mailTo, idleDays: 7, expiresOn: '2026-04-08' },
    });
    expect(published(fact('ContactChangeReminded', { ...reminder, mailTo: null }))).toBeNull();
  });
  it('is that it has expired', () =>
    expect(told(fact('ContactChangeExpired', { round: 1, expiredAt: now }))).toEqual({
      type: 'intake.ContactChangeExpired.v1',
      subject: caseId,
      data: { caseId, kind: 'contact', uscc, number: 'EK26000001', expiredAt: now },
    }));
  it('is nothing of a rejection, which review has told', () =>
    expect(published(fact('ContactChangeReturned', { round: 1 }))).toBeNull());
});
