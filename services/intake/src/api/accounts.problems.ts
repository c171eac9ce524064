import { problem, problemsOf } from '@ekey/platform';
import type { AccountRejection } from '../account/account.decider';
import type { EnterpriseRejection } from '../enterprise/enterprise.decider';
import type { LoginNameRejection } from '../login-name/login-name.decider';
import { linkProblems } from './mailed-links';

export const loginNameProblems = problemsOf<LoginNameRejection>({
  LoginNameTaken: {
    status: 409,
    field: 'loginName',
    zh: '该用户名已被使用，请换一个。',
    en: 'This user name is taken. Choose another.',
  },
});

export const accountProblems = problemsOf<AccountRejection>({
  ...linkProblems,
  AccountUnknown: { status: 404, zh: '没有这个账户，请先注册。', en: 'There is no such account. Register first.' },
  AlreadyRegistered: { status: 409, zh: '该账户已注册，请直接登录。', en: 'This account is registered. Log in.' },
  AddressAlreadyConfirmed: {
    status: 409,
    zh: '邮箱已确认，无需再次确认。',
    en: 'The mail address is confirmed already.',
  },
  RequestedJustNow: {
    status: 429,
    zh: '邮件刚刚发出，请一分钟后再试。',
    en: 'A mail was sent just now. Ask again in a minute.',
  },
});

export const enterpriseProblems = problemsOf<EnterpriseRejection>({
  NotBound: {
    status: 409,
    zh: '企业首次申请复核通过后，方可邀请其他用户。',
    en: 'Further users can be invited once the first application of the enterprise is approved.',
  },
  NotAdministrator: {
    status: 403,
    zh: '只有企业管理员可以管理用户，请联系管理员。',
    en: 'Only the administrator of the enterprise manages its users. Ask the administrator.',
  },
  TooManyUsers: {
    status: 409,
    zh: '用户和未接受的邀请已达上限，请先移除不再需要的。',
    en: 'There are as many users and open invitations as there may be. Remove some first.',
  },
  AlreadyInvited: {
    status: 409,
    zh: '该邮箱已有未接受的邀请，请先撤回再重新邀请。',
    en: 'This address has an open invitation. Take it back before sending another.',
  },
  InvitationUnknown: {
    status: 404,
    zh: '没有这个邀请，可能已被接受或撤回。',
    en: 'There is no such invitation; it may have been accepted or taken back.',
  },
  UserUnknown: {
    status: 404,
    zh: '没有这个用户，可能已被移除。',
    en: 'There is no such user; it may have been removed.',
  },
  AdministratorStays: {
    status: 409,
    zh: '企业管理员不能被移除，只能移除其邀请的用户。',
    en: 'The administrator cannot be removed, only users whom the administrator has invited.',
  },
});

/** The same for a name that nobody has and for a wrong password. */
export const logInFailed = () =>
  problem({
    status: 401,
    code: 'LogInFailed',
    zh: '用户名或密码不正确，请核对。',
    en: 'User name or password are wrong. Check both.',
  });

export const lockedOut = (seconds: number) =>
  problem({
    status: 429,
    code: 'TooManyFailures',
    zh: `尝试次数过多，请在${seconds}秒后再试，或重设密码。`,
    en: `Too many tries. Wait ${seconds} seconds, or set a new password.`,
    retryAfterSeconds: seconds,
  });
