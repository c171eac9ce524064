import { scenarios } from '@ekey/kernel/testing';
import { operatorOf, type Operator } from './operators';
import type { Assignment, Workplace } from './roles';
import { staffMember } from './staff-member.decider';
import type { EnrolmentStarted, MachineRegistered, StaffMemberInvited } from './staff-member.events';

const { given } = scenarios(staffMember);
const now = '2026-03-02T02:00:00.000Z';
const nextWeek = '2026-03-09T02:00:00.000Z';
const authority: Workplace = { kind: 'authority', active: true, pickupPointIds: ['pudong', 'hongqiao'] };
const provider: Workplace = { kind: 'provider', active: true, pickupPointIds: [] };
const reviewer: Assignment = { organisationId: 'shanghai', roles: ['AGR'], pickupPointIds: [] };
const administrator: Assignment = { organisationId: null, roles: ['SEC'], pickupPointIds: [] };
const about = { accountId: 'li', by: 'security', now };
const oneTime = { oneTimePasswordHash: '$argon2id$one', expiresAt: nextWeek };

const invite = (assignment = reviewer, workplace: Workplace | null = authority) =>
  ({
    type: 'InviteStaffMember',
    data: { ...about, login: 'li.lei', name: '李雷', assignment, workplace, ...oneTime },
  }) as const;
const invited: StaffMemberInvited = {
  type: 'StaffMemberInvited',
  data: { login: 'li.lei', name: '李雷', ...reviewer, ...oneTime, at: now },
};
const started: EnrolmentStarted = {
  type: 'EnrolmentStarted',
  data: { passwordHash: '$argon2id$own', totpSecret: 'JBSWY3DPEHPK3PXP', at: now },
};
const confirmed = { type: 'EnrolmentConfirmed', data: { at: now } } as const;
const publicKey = { kty: 'OKP', crv: 'Ed25519', x: 'a'.repeat(43) } as const;
const line: Assignment = { organisationId: 'provider', roles: ['SPP'], pickupPointIds: [] };
const crew: readonly Operator[] = ['wei', 'fang'].map((id) => ({ id, assignment: line }));
const registered: MachineRegistered = {
  type: 'MachineRegistered',
  data: { label: '一号线', publicKey, operators: ['wei', 'fang'], ...line, at: now },
};

describe('a member of staff', () => {
  it('is invited with a one-time password, once', () => {
    given().when(invite()).then(invited);
    given(invited).when(invite()).thenRejected('LoginTaken');
  });

  it('enrols with a password and a second factor of his own', () => {
    const start = {
      type: 'StartEnrolment',
      data: { passwordHash: '$argon2id$own', totpSecret: 'JBSWY3DPEHPK3PXP', now },
    } as const;
    const confirm = { type: 'ConfirmEnrolment', data: { now } } as const;
    given(invited).when(start).then(started);
    given(invited, started).when(start).thenTypes('EnrolmentStarted');
    given(invited).when(confirm).thenRejected('EnrolmentNotStarted');
    given(invited, started).when(confirm).then(confirmed);
    given(invited, started, confirmed).when(confirm).thenNothing();
    given(invited, started, confirmed).when(start).thenRejected('NotInvited');
    given().when(start).thenRejected('AccountUnknown');
  });

  it('enrols before the one-time password expires', () =>
    given(invited)
      .when({ type: 'StartEnrolment', data: { passwordHash: 'x', totpSecret: 'y', now: nextWeek } })
      .thenRejected('InvitationExpired'));

  it('changes his password once he is enrolled', () => {
    const change = { type: 'ChangePassword', data: { passwordHash: '$argon2id$new', now } } as const;
    given(invited).when(change).thenRejected('NotEnrolled');
    const changed = given(invited, started, confirmed).when(change).facts();
    expect(changed).toEqual([{ type: 'PasswordChanged', data: { passwordHash: '$argon2id$new', at: now } }]);
    expect(given(invited, started, confirmed, ...changed).state()).toMatchObject({
      credentials: { stage: 'enrolled', passwordHash: '$argon2id$new', totpSecret: 'JBSWY3DPEHPK3PXP' },
    });
  });

  it('is given a new one-time password by an administrator, and enrols again', () => {
    const reset = {
      type: 'ResetCredentials',
      data: { ...about, oneTimePasswordHash: '$argon2id$two', expiresAt: nextWeek },
    } as const;
    const facts = given(invited, started, confirmed).when(reset).facts();
    expect(given(invited, started, confirmed, ...facts).state()).toMatchObject({
      credentials: { stage: 'invited', oneTimePasswordHash: '$argon2id$two' },
    });
    given().when(reset).thenRejected('AccountUnknown');
  });

  it('is changed by an administrator', () => {
    const change = (name: string, assignment: Assignment) =>
      ({ type: 'ChangeStaffMember', data: { ...about, name, assignment, workplace: authority } }) as const;
    const manager: Assignment = { ...reviewer, roles: ['AGR', 'AGM'] };
    given(invited)
      .when(change('李雷', manager))
      .then({ type: 'StaffMemberChanged', data: { name: '李雷', ...manager, at: now } });
    given(invited).when(change('李雷', reviewer)).thenNothing();
    given(registered).when(change('李雷', reviewer)).thenRejected('AccountUnknown');
  });

  it('loses access and gets it back, and can do nothing in between', () => {
    const withdrawn = { type: 'AccessWithdrawn', data: { at: now } } as const;
    given(invited).when({ type: 'WithdrawAccess', data: about }).then(withdrawn);
    given(invited, withdrawn).when({ type: 'WithdrawAccess', data: about }).thenNothing();
    given(invited, withdrawn)
      .when({ type: 'StartEnrolment', data: { passwordHash: 'x', totpSecret: 'y', now } })
      .thenRejected('AccessIsWithdrawn');
    given(invited, withdrawn).when({ type: 'RestoreAccess', data: about }).thenTypes('AccessRestored');
    given(invited).when({ type: 'RestoreAccess', data: about }).thenNothing();
    given().when({ type: 'WithdrawAccess', data: about }).thenRejected('AccountUnknown');
  });
});

describe('an administrator', () => {
  const own = { accountId: 'security', by: 'security', now };
  const account: StaffMemberInvited = { type: 'StaffMemberInvited', data: { ...invited.data, ...administrator } };

  it('does nothing to his own account', () => {
    given(account).when({ type: 'WithdrawAccess', data: own }).thenRejected('OwnAccount');
    given(account)
      .when({ type: 'ResetCredentials', data: { ...own, ...oneTime } })
      .thenRejected('OwnAccount');
    given(account)
      .when({ type: 'ChangeStaffMember', data: { ...own, name: '管理员', assignment: reviewer, workplace: authority } })
      .thenRejected('OwnAccount');
  });

  it('can be recovered on the host, whatever was before', () => {
    const recover = {
      type: 'RecoverAdministrator',
      data: { login: 'admin', name: '安全管理员', ...oneTime, now },
    } as const;
    const histories = [
      [],
      [account, started, confirmed],
      [account, { type: 'AccessWithdrawn', data: { at: now } }],
      [invited],
    ] as const;
    for (const history of histories) {
      const facts = given(...history)
        .when(recover)
        .facts();
      expect(given(...history, ...facts).state()).toMatchObject({
        status: 'person',
        active: true,
        assignment: administrator,
        credentials: { stage: 'invited' },
      });
    }
  });
});

describe('roles', () => {
  const as = (roles: Assignment['roles'], workplace: Workplace | null, more: Partial<Assignment> = {}) =>
    given().when(
      invite({ organisationId: workplace ? 'somewhere' : null, roles, pickupPointIds: [], ...more }, workplace),
    );

  it('of security, system and audit stand alone, and apart from every business', () => {
    for (const role of ['SEC', 'SYS', 'AUD'] as const) {
      as([role], null).thenTypes('StaffMemberInvited');
      as([role, 'AGR'], authority).thenRejected('RolesIncompatible');
      as([role], authority).thenRejected('RoleNotOfWorkplace');
      as([role], null, { pickupPointIds: ['pudong'] }).thenRejected('PickupPointUnknown');
    }
    as(['SEC', 'AUD'], null).thenRejected('RolesIncompatible');
  });

  it('of an authority and of the provider are not mixed', () => {
    as(['AGR', 'AGC', 'AGM'], authority).thenTypes('StaffMemberInvited');
    as(['SPR', 'SPP', 'SPL', 'CS'], provider).thenTypes('StaffMemberInvited');
    as(['SPR'], authority).thenRejected('RoleNotOfWorkplace');
    as(['AGR', 'SPR'], provider).thenRejected('RoleNotOfWorkplace');
  });

  it('need an active workplace', () => {
    as([], authority).thenRejected('RoleMissing');
    as(['AGR'], null).thenRejected('WorkplaceMissing');
    as(['AGR'], { ...authority, active: false }).thenRejected('WorkplaceMissing');
  });

  it('at a counter are for pick-up points of the authority', () => {
    as(['AGC'], authority, { pickupPointIds: ['pudong'] }).thenTypes('StaffMemberInvited');
    as(['AGC'], authority, { pickupPointIds: ['chaoyang'] }).thenRejected('PickupPointUnknown');
    as(['AGR'], authority, { pickupPointIds: ['pudong'] }).thenRejected('PickupPointUnknown');
  });
});

describe('a machine', () => {
  const machine = (assignment = line, workplace: Workplace | null = provider) => ({
    ...about,
    label: '一号线',
    publicKey,
    operators: crew,
    assignment,
    workplace,
  });

  it('is registered with its public key, for the line or the courier alone', () => {
    given().when({ type: 'RegisterMachine', data: machine() }).then(registered);
    given(registered).when({ type: 'RegisterMachine', data: machine() }).thenRejected('LoginTaken');
    given()
      .when({ type: 'RegisterMachine', data: machine({ ...line, roles: ['SPR'] }) })
      .thenRejected('RoleNotOfMachines');
  });

  it('may be given another key, and loses its access like anybody', () => {
    const other = { ...publicKey, x: 'b'.repeat(43) };
    given(registered).when({ type: 'ChangeMachine', data: machine() }).thenNothing();
    given(registered)
      .when({ type: 'ChangeMachine', data: { ...machine(), publicKey: other } })
      .thenTypes('MachineChanged');
    const withdrawn = given(registered).when({ type: 'WithdrawAccess', data: about }).facts();
    const changed = given(registered, ...withdrawn)
      .when({ type: 'ChangeMachine', data: { ...machine(), publicKey: other } })
      .facts();
    expect(given(registered, ...withdrawn, ...changed).state()).toMatchObject({ active: false, publicKey: other });
    given(invited).when({ type: 'ChangeMachine', data: machine() }).thenRejected('AccountUnknown');
    given(registered)
      .when({ type: 'ChangeMachine', data: machine(line, null) })
      .thenRejected('WorkplaceMissing');
  });

  it('acts for people of its own organisation who have each of its roles, and for nobody else', () => {
    const worked = (...others: readonly Operator[]) =>
      given().when({ type: 'RegisterMachine', data: { ...machine(), operators: [...crew, ...others] } });
    worked({ id: 'hua', assignment: { ...line, roles: ['SPR', 'SPP'] } }).thenTypes('MachineRegistered');
    const unfit = { operators: ['hua'] };
    worked({ id: 'hua', assignment: null }).thenRejected('OperatorUnfit', unfit);
    worked({ id: 'hua', assignment: { ...line, organisationId: 'shanghai' } }).thenRejected('OperatorUnfit', unfit);
    worked({ id: 'hua', assignment: { ...line, roles: ['SPL'] } }).thenRejected('OperatorUnfit', unfit);
    given(registered)
      .when({ type: 'ChangeMachine', data: machine({ ...line, roles: ['SPP', 'CUR'] }) })
      .thenRejected('OperatorUnfit', { operators: ['wei', 'fang'] });
  });

  it('is worked by those alone who have their access', () => {
    const person = given(invited).state();
    expect(operatorOf('li', person)).toEqual({ id: 'li', assignment: reviewer });
    const gone = given(invited, { type: 'AccessWithdrawn', data: { at: now } }).state();
    const others = [gone, given(registered).state(), given().state()];
    for (const state of others) expect(operatorOf('li', state)).toEqual({ id: 'li', assignment: null });
  });

  it('may be given other operators', () => {
    given(registered)
      .when({ type: 'ChangeMachine', data: { ...machine(), operators: crew.slice(1) } })
      .then({ ...registered, type: 'MachineChanged', data: { ...registered.data, operators: ['fang'] } });
  });

  it('has no password', () => {
    given(registered)
      .when({ type: 'ResetCredentials', data: { ...about, ...oneTime } })
      .thenRejected('AccountUnknown');
    given(registered).when({ type: 'ConfirmEnrolment', data: { now } }).thenRejected('AccountUnknown');
  });
});

it('what is erased stays unknown and breaks nothing', () => {
  const erased = { ...invited, data: { ...invited.data, login: null, name: null, oneTimePasswordHash: null } };
  expect(
    given(erased, { ...started, data: { ...started.data, passwordHash: null, totpSecret: null } }, confirmed).state(),
  ).toMatchObject({
    status: 'person',
    name: null,
    credentials: { stage: 'enrolled', passwordHash: null },
  });
});
