import { scenarios } from '@ekey/kernel/testing';
import type { EnterpriseCommand } from './enterprise.commands';
import { actsFor, enterprise, MOST_USERS } from './enterprise.decider';
import type { EnterpriseEvent } from './enterprise.events';

const { given } = scenarios(enterprise);
const now = '2026-03-02T01:00:00.000Z';
const expiresAt = '2026-03-09T01:00:00.000Z';
const company = { uscc: '91350100M000100Y43', nameCn: '福州样本进出口有限公司' };

const bind = (accountId: string, caseId = 'case-1'): EnterpriseCommand => ({
  type: 'BindAccount',
  data: { ...company, caseId, accountId, now },
});
const bound: EnterpriseEvent = {
  type: 'EnterpriseBound',
  data: { ...company, caseId: 'case-1', administrator: 'zhang', boundAt: now },
};
const unbind = (caseId: string): EnterpriseCommand => ({ type: 'UnbindAccount', data: { caseId, now } });
const unbound: EnterpriseEvent = { type: 'EnterpriseUnbound', data: { caseId: 'case-1', unboundAt: now } };
const invite = (by: string, n = 1, at = now): EnterpriseCommand => ({
  type: 'InviteUser',
  data: {
    by,
    invitationId: `i${n}`,
    accountId: `user-${n}`,
    requestId: `q${n}`,
    mail: `user-${n}@example.com`,
    now: at,
    expiresAt,
  },
});
const invited = (n = 1): EnterpriseEvent => ({
  type: 'UserInvited',
  data: {
    ...company,
    invitationId: `i${n}`,
    accountId: `user-${n}`,
    requestId: `q${n}`,
    mailTo: `user-${n}@example.com`,
    requestedAt: now,
    expiresAt,
  },
});
const joined: EnterpriseEvent = {
  type: 'UserJoined',
  data: { invitationId: 'i1', accountId: 'user-1', joinedAt: now },
};

describe('binding account and enterprise', () => {
  it('makes the account of the approved case the administrator', () => given().when(bind('zhang')).then(bound));
  it('happens to the first approved case alone', () => given(bound).when(bind('li', 'case-2')).thenNothing());
  it('ends with its case, where no key came of it', () => given(bound).when(unbind('case-1')).then(unbound));
  it('does not end with another case', () => given(bound).when(unbind('case-2')).thenNothing());
  it('is free for another account afterwards, and forgets the users of before', () => {
    expect(given(bound, invited(), joined, unbound).state()).toEqual({ status: 'unbound' });
    given(bound, unbound).when(bind('li', 'case-2')).thenTypes('EnterpriseBound');
  });
});

describe('inviting further users', () => {
  it('is for the administrator', () => given(bound).when(invite('zhang')).then(invited()));
  it('is refused to everybody else', () => {
    given(bound).when(invite('li')).thenRejected('NotAdministrator');
    given(bound, invited(), joined).when(invite('user-1', 2)).thenRejected('NotAdministrator');
  });
  it('is refused before a case is approved', () => given().when(invite('zhang')).thenRejected('NotBound'));
  it('sends one invitation to one address at a time', () => {
    given(bound, invited()).when(invite('zhang')).thenRejected('AlreadyInvited');
    given(bound, invited())
      .when(invite('zhang', 1, expiresAt))
      .thenTypes('UserInvited');
  });
  it(`stops at ${MOST_USERS} users and open invitations`, () => {
    const many = Array.from({ length: MOST_USERS }, (_, n) => invited(n + 1));
    given(bound, ...many)
      .when(invite('zhang', 99))
      .thenRejected('TooManyUsers', { most: MOST_USERS });
  });
});

describe('an invited user', () => {
  const join: EnterpriseCommand = { type: 'RecordUserJoined', data: { invitationId: 'i1', accountId: 'user-1', now } };
  const revoke: EnterpriseCommand = { type: 'RevokeInvitation', data: { by: 'zhang', invitationId: 'i1', now } };
  const revoked: EnterpriseEvent = {
    type: 'InvitationRevoked',
    data: { invitationId: 'i1', accountId: 'user-1', revokedAt: now },
  };
  const remove: EnterpriseCommand = { type: 'RemoveUser', data: { by: 'zhang', accountId: 'user-1', now } };

  it('joins by accepting, once', () => {
    given(bound, invited()).when(join).then(joined);
    given(bound, invited(), joined).when(join).thenNothing();
  });
  it('does not join an enterprise that took the invitation back', () => {
    given(bound, invited()).when(revoke).then(revoked);
    given(bound, invited(), revoked).when(join).thenNothing();
  });
  it('has no invitation to be taken back after joining', () =>
    given(bound, invited(), joined).when(revoke).thenRejected('InvitationUnknown'));
  it('acts for the enterprise until removed', () => {
    const state = given(bound, invited(), joined).state();
    expect([actsFor(state, 'zhang'), actsFor(state, 'user-1'), actsFor(state, 'stranger')]).toEqual([
      true,
      true,
      false,
    ]);
    given(bound, invited(), joined)
      .when(remove)
      .then({ type: 'UserRemoved', data: { accountId: 'user-1', removedAt: now } });
    const after = given(bound, invited(), joined, {
      type: 'UserRemoved',
      data: { accountId: 'user-1', removedAt: now },
    });
    expect(actsFor(after.state(), 'user-1')).toBe(false);
    after.when(remove).thenRejected('UserUnknown');
  });
  it('acts for nobody before the enterprise is bound', () =>
    expect(actsFor({ status: 'unbound' }, 'zhang')).toBe(false));
});
