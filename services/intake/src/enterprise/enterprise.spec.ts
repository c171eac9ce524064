import { scenarios } from '@ekey/kernel/testing';
import type { EnterpriseCommand } from './enterprise.commands';
import { actedFor, actsFor, enterprise, MOST_USERS } from './enterprise.decider';
import type { EnterpriseEvent } from './enterprise.events';

const { given } = scenarios(enterprise);
const now = '2026-03-02T01:00:00.000Z';
const expiresAt = '2026-03-09T01:00:00.000Z';
const company = { uscc: '91350100M000100Y43', nameCn: '福州样本进出口有限公司' };

const bind = (accountId: string, caseId = 'case-1', asOf = 5): EnterpriseCommand => ({
  type: 'BindAccount',
  data: { ...company, caseId, accountId, asOf, now },
});
const boundTo = (administrator: string, caseId: string): EnterpriseEvent => ({
  type: 'EnterpriseBound',
  data: { ...company, caseId, administrator, asOf: 5, boundAt: now },
});
const bound = boundTo('zhang', 'case-1');
const setAside = (accountId: string, caseId: string): EnterpriseEvent => ({
  type: 'ApprovalSetAside',
  data: { ...company, caseId, accountId, asOf: 5, setAsideAt: now },
});
const unbind = (caseId: string, asOf = 6): EnterpriseCommand => ({
  type: 'UnbindAccount',
  data: { caseId, asOf, now },
});
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
  it('happens to the first approved case; another one is set aside until that has ended', () => {
    given(bound).when(bind('li', 'case-2')).then(setAside('li', 'case-2'));
    given(bound, setAside('li', 'case-2')).when(unbind('case-1')).then(unbound, boundTo('li', 'case-2'));
  });
  it('happens once to each case', () => {
    given(bound).when(bind('zhang')).thenNothing();
    given(bound, setAside('li', 'case-2')).when(bind('li', 'case-2')).thenNothing();
  });
  it('does not come to a case that ended while it waited', () => {
    const lapsed: EnterpriseEvent = { type: 'ApprovalLapsed', data: { caseId: 'case-2', lapsedAt: now } };
    given(bound, setAside('li', 'case-2')).when(unbind('case-2')).then(lapsed);
    given(bound, setAside('li', 'case-2'), lapsed).when(unbind('case-1')).then(unbound);
  });
  it('comes to those that wait in the order in which they were approved', () => {
    const [second, third] = [setAside('li', 'case-2'), setAside('wu', 'case-3')];
    given(bound, second, third).when(unbind('case-1')).then(unbound, boundTo('li', 'case-2'), third);
  });
  it('ends with its case, where no key came of it', () => given(bound).when(unbind('case-1')).then(unbound));
  it('does not end with another case', () => given(bound).when(unbind('case-2')).thenNothing());
  it('outlives an end that the case told of before its approval, however late that is told again', () => {
    given(bound).when(unbind('case-1', 4)).thenNothing();
    given(bound, setAside('li', 'case-2')).when(unbind('case-2', 4)).thenNothing();
  });
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
  it('leaves the cases that it began to the enterprise when it is removed', () => {
    const removed: EnterpriseEvent = { type: 'UserRemoved', data: { accountId: 'user-1', removedAt: now } };
    const state = given(bound, invited(), joined, removed).state();
    expect(state.status === 'bound' && actedFor(state)).toEqual(['zhang', 'user-1']);
  });
  it('is never without its administrator, who cannot remove himself', () =>
    given(bound)
      .when({ ...remove, data: { ...remove.data, accountId: 'zhang' } })
      .thenRejected('AdministratorStays'));
  it('administers nothing after being removed, by whichever of the cases begun before the enterprise is bound', () => {
    const removed: EnterpriseEvent = { type: 'UserRemoved', data: { accountId: 'user-1', removedAt: now } };
    const hadUser = [bound, invited(), joined] as const;
    given(...hadUser, removed)
      .when(bind('user-1', 'case-2'))
      .then(setAside('zhang', 'case-2'));
    given(...hadUser, setAside('user-1', 'case-2'), removed)
      .when(unbind('case-1'))
      .then(unbound, boundTo('zhang', 'case-2'));
  });
  it('acts for nobody before the enterprise is bound', () =>
    expect(actsFor({ status: 'unbound' }, 'zhang')).toBe(false));
});

describe('a renewal of one of its keys', () => {
  const hear: EnterpriseCommand = { type: 'HearOfRenewal', data: { renewalId: 'renewal-1', now } };
  it('concerns the case that binds the enterprise', () =>
    given(bound)
      .when(hear)
      .then({ type: 'RenewalHeard', data: { caseId: 'case-1', renewalId: 'renewal-1', heardAt: now } }));
  it('is nothing to an enterprise that no case binds', () => {
    given().when(hear).thenNothing();
    given(bound, unbound).when(hear).thenNothing();
  });
  it('leaves everything else as it was', () =>
    given(bound, { type: 'RenewalHeard', data: { caseId: 'case-1', renewalId: 'renewal-1', heardAt: now } })
      .when(unbind('case-1'))
      .then(unbound));
});
