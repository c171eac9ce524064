import { scenarios } from '@ekey/kernel/testing';
import type { AccountCommand } from './account.commands';
import { account } from './account.decider';
import type { AccountEvent } from './account.events';

const { given } = scenarios(account);

const now = '2026-03-02T01:00:00.000Z';
const soon = '2026-03-02T01:00:59.000Z';
const later = '2026-03-02T02:00:00.000Z';
const muchLater = '2026-03-02T03:00:00.000Z';
const expiresAt = '2026-03-03T01:00:00.000Z';
const tooLate = '2026-03-03T01:00:00.000Z';
const aMinuteAfter = '2026-03-03T01:01:00.000Z';
const tomorrow = '2026-03-04T01:00:00.000Z';

const credentials = { loginName: 'zhang.min', passwordHash: '$argon2id$one', userName: '张敏' };
const register: AccountCommand = {
  type: 'RegisterAccount',
  data: { ...credentials, mail: 'zhang@example.com', requestId: 'r1', now, expiresAt },
};
const registered: AccountEvent = { type: 'AccountRegistered', data: { ...credentials, registeredAt: now } };
const asked = (requestId: string, mailTo = 'zhang@example.com', requestedAt = now): AccountEvent => ({
  type: 'AddressConfirmationRequested',
  data: { mailTo, requestId, requestedAt, expiresAt },
});
const confirm = (requestId: string, at = later): AccountCommand => ({
  type: 'ConfirmAddress',
  data: { requestId, now: at },
});
const confirmed: AccountEvent = { type: 'AddressConfirmed', data: { requestId: 'r1', confirmedAt: later } };
const askAgain = (mail: string | null, at = later): AccountCommand => ({
  type: 'RequestAddressConfirmation',
  data: { mail, requestId: 'r2', now: at, expiresAt },
});
const forgot = (requestId: string, at = later): AccountCommand => ({
  type: 'RequestPasswordReset',
  data: { requestId, now: at, expiresAt },
});
const resetAsked: AccountEvent = {
  type: 'PasswordResetRequested',
  data: { mailTo: 'zhang@example.com', requestId: 'p1', requestedAt: later, expiresAt },
};
const reset = (requestId: string, at = later): AccountCommand => ({
  type: 'ResetPassword',
  data: { requestId, passwordHash: '$argon2id$two', now: at },
});
const wasReset: AccountEvent = {
  type: 'PasswordReset',
  data: { requestId: 'p1', passwordHash: '$argon2id$two', resetAt: later },
};
const changed: AccountEvent = { type: 'PasswordChanged', data: { passwordHash: '$argon2id$three', changedAt: later } };

describe('registering', () => {
  it('records the user and asks for the mail address to be confirmed', () =>
    given().when(register).then(registered, asked('r1')));
  it('happens once for an account', () => given(registered).when(register).thenRejected('AlreadyRegistered'));
});

describe('confirming the mail address', () => {
  it('proves the address that the link was sent to', () => {
    given(registered, asked('r1')).when(confirm('r1')).then(confirmed);
    expect(given(registered, asked('r1'), confirmed).state()).toMatchObject({
      mail: 'zhang@example.com',
      addressConfirmed: true,
    });
  });
  it('takes only the newest link', () =>
    given(registered, asked('r1'), asked('r2')).when(confirm('r1')).thenRejected('LinkUnknown'));
  it('tells a link used before from an unknown one', () => {
    given(registered, asked('r1'), confirmed).when(confirm('r1')).thenRejected('LinkUsed');
    given(registered, asked('r1'), confirmed).when(confirm('other')).thenRejected('LinkUnknown');
  });
  it('is refused at the end of the term', () =>
    given(registered, asked('r1')).when(confirm('r1', tooLate)).thenRejected('LinkExpired'));
  it('can be asked for once more, to the same address', () =>
    given(registered, asked('r1'))
      .when(askAgain(null))
      .then(asked('r2', 'zhang@example.com', later)));
  it('is not mailed twice within a minute', () =>
    given(registered, asked('r1')).when(askAgain(null, soon)).thenRejected('RequestedJustNow'));
  it('is not asked for again where nothing waits for it', () =>
    given(registered, asked('r1'), confirmed).when(askAgain(null)).thenRejected('AddressAlreadyConfirmed'));
  it('keeps the proved address until the new one is proved', () => {
    given(registered, asked('r1'), confirmed)
      .when(askAgain('new@example.com'))
      .then(asked('r2', 'new@example.com', later));
    const waiting = [registered, asked('r1'), confirmed, asked('r2', 'new@example.com', later)];
    expect(given(...waiting).state()).toMatchObject({ mail: 'zhang@example.com' });
    const proved: AccountEvent = { type: 'AddressConfirmed', data: { requestId: 'r2', confirmedAt: later } };
    expect(given(...waiting, proved).state()).toMatchObject({ mail: 'new@example.com' });
  });
  it('is not repeated for an address that is proved already', () =>
    given(registered, asked('r1'), confirmed).when(askAgain('zhang@example.com')).thenNothing());

  describe('once the password was set anew, by whichever way', () => {
    const moving = [registered, asked('r1'), confirmed, asked('r2', 'stranger@example.com', later)];
    describe.each<[string, AccountEvent]>([
      ['changed', changed],
      ['reset', wasReset],
    ])('it was %s', (_way, anew) => {
      it('takes no link to another address that was asked for before', () =>
        given(...moving, anew)
          .when(confirm('r2'))
          .thenRejected('LinkExpired'));
      it('has nothing to send once more', () =>
        given(...moving, anew)
          .when(askAgain(null, muchLater))
          .thenRejected('AddressAlreadyConfirmed'));
      it('takes the link to an address that is asked for again', () => {
        const again = [...moving, anew, asked('r3', 'new@example.com', muchLater)];
        given(...again)
          .when(confirm('r3', muchLater))
          .then({ type: 'AddressConfirmed', data: { requestId: 'r3', confirmedAt: muchLater } });
      });
      it('still knows an address that was proved so before this was a rule', () => {
        const proved: AccountEvent = { type: 'AddressConfirmed', data: { requestId: 'r2', confirmedAt: muchLater } };
        expect(given(...moving, anew, proved).state()).toMatchObject({ mail: 'stranger@example.com' });
      });
    });
    it('takes the link to the address that was given with the registration', () =>
      given(registered, asked('r1'), changed).when(confirm('r1')).then(confirmed));
  });
});

describe('a forgotten password', () => {
  const known = [registered, asked('r1'), confirmed];
  it('is answered with a link to the proved address', () =>
    given(...known)
      .when(forgot('p1'))
      .then(resetAsked));
  it('is passed over in silence while no address is proved', () =>
    given(registered, asked('r1')).when(forgot('p1')).thenNothing());
  it('is passed over in silence within a minute of the last request', () =>
    given(...known, resetAsked)
      .when(forgot('p2', '2026-03-02T02:00:30.000Z'))
      .thenNothing());
  it('is mailed about more and more rarely, so that who asks in a stranger’s name neither floods him nor kills his link', () => {
    const at = (minutes: number) => new Date(Date.parse(later) + minutes * 60_000).toISOString();
    const askedAt = (minute: number): AccountEvent => ({
      type: 'PasswordResetRequested',
      data: { mailTo: 'zhang@example.com', requestId: `p${minute}`, requestedAt: at(minute), expiresAt: tomorrow },
    });
    const sentAt: number[] = [];
    for (let minute = 0; minute < 12 * 60; minute += 1) {
      const history = sentAt.map(askedAt);
      const answer = account.decide(
        { type: 'RequestPasswordReset', data: { requestId: `p${minute}`, now: at(minute), expiresAt: tomorrow } },
        given(...known, ...history).state(),
      );
      if (Array.isArray(answer) && answer.length > 0) sentAt.push(minute);
    }
    expect(sentAt.slice(0, 7)).toEqual([0, 1, 3, 7, 15, 31, 63]);
    expect(sentAt.slice(7)).toEqual(Array.from({ length: sentAt.length - 7 }, (_, hour) => 123 + 60 * hour));
  });
  it('is mailed about at once again, once it was replaced or the link has run out', () => {
    const often = [resetAsked, resetAsked, resetAsked, resetAsked];
    given(...known, ...often, wasReset)
      .when(forgot('p2', muchLater))
      .then({
        type: 'PasswordResetRequested',
        data: { mailTo: 'zhang@example.com', requestId: 'p2', requestedAt: muchLater, expiresAt },
      });
    const anew: AccountEvent = {
      type: 'PasswordResetRequested',
      data: { mailTo: 'zhang@example.com', requestId: 'p2', requestedAt: tooLate, expiresAt: tomorrow },
    };
    given(...known, ...often, anew)
      .when({ type: 'RequestPasswordReset', data: { requestId: 'p3', now: aMinuteAfter, expiresAt: tomorrow } })
      .then({ ...anew, data: { ...anew.data, requestId: 'p3', requestedAt: aMinuteAfter } } as AccountEvent);
  });
  it('is replaced by a new one through the link', () => {
    given(...known, resetAsked)
      .when(reset('p1'))
      .then(wasReset);
    expect(given(...known, resetAsked, wasReset).state()).toMatchObject({ passwordHash: '$argon2id$two', reset: null });
  });
  it('is replaced once only', () =>
    given(...known, resetAsked, wasReset)
      .when(reset('p1'))
      .thenRejected('LinkUsed'));
  it('is not replaced after the term', () =>
    given(...known, resetAsked)
      .when(reset('p1', tooLate))
      .thenRejected('LinkExpired'));
  it('is not replaced through a link that was never sent', () =>
    given(...known)
      .when(reset('p1'))
      .thenRejected('LinkUnknown'));
  it('is not replaced through a link to an address that was given up since', () => {
    const moved: AccountEvent = { type: 'AddressConfirmed', data: { requestId: 'r2', confirmedAt: later } };
    given(...known, resetAsked, asked('r2', 'new@example.com', later), moved)
      .when(reset('p1'))
      .thenRejected('LinkUnknown');
  });
  it('needs no link any more once the password was changed', () => {
    const change: AccountCommand = { type: 'ChangePassword', data: { passwordHash: '$argon2id$three', now: later } };
    given(...known, resetAsked)
      .when(change)
      .then(changed);
    given(...known, resetAsked, changed)
      .when(reset('p1'))
      .thenRejected('LinkUnknown');
  });
});

describe('an invited user', () => {
  const mail = { $sealed: 'cipher', owner: 'account:new', field: 'mailTo' } as const;
  const uscc = '91350100M000100Y43';
  const terms = { uscc, nameCn: '福州样本', invitationId: 'i1', requestId: 'q1', expiresAt, mail };
  const open: AccountCommand = { type: 'OpenInvitedAccount', data: { ...terms, now } };
  const invited: AccountEvent = { type: 'AccountInvited', data: { ...terms, requestedAt: now } };
  const accept = (requestId: string, at = later): AccountCommand => ({
    type: 'AcceptInvitation',
    data: { ...credentials, accountId: 'new', requestId, mail: 'li@example.com', now: at },
  });
  const accepted: AccountEvent = {
    type: 'InvitationAccepted',
    data: {
      ...credentials,
      accountId: 'new',
      requestId: 'q1',
      mail: 'li@example.com',
      uscc,
      invitationId: 'i1',
      acceptedAt: later,
    },
  };
  const cancelled: AccountEvent = { type: 'InvitationCancelled', data: { cancelledAt: later } };

  it('gets an account that waits for the answer', () => given().when(open).then(invited));
  it('gets it once, however often the invitation is delivered', () => given(invited).when(open).thenNothing());
  it('becomes a user with a proved address by accepting', () => {
    given(invited).when(accept('q1')).then(accepted);
    expect(given(invited, accepted).state()).toMatchObject({
      status: 'registered',
      mail: 'li@example.com',
      addressConfirmed: true,
    });
  });
  it('accepts once', () => given(invited, accepted).when(accept('q1')).thenRejected('LinkUsed'));
  it('accepts within the term', () => given(invited).when(accept('q1', tooLate)).thenRejected('LinkExpired'));
  it('accepts nothing that was taken back', () => {
    given(invited)
      .when({ type: 'CancelInvitation', data: { now: later } })
      .then(cancelled);
    given(invited, cancelled).when(accept('q1')).thenRejected('LinkUnknown');
  });
  it('keeps the account where the invitation is taken back too late', () =>
    given(invited, accepted)
      .when({ type: 'CancelInvitation', data: { now: later } })
      .thenNothing());
});

describe('an account that nobody registered', () => {
  it('knows no command but those that make it', () => {
    for (const command of [confirm('r1'), forgot('p1'), reset('p1'), askAgain('x@example.com')]) {
      given().when(command).thenRejected('AccountUnknown');
    }
  });
});
