import { problem, problemsOf } from '@ekey/platform';
import type { LogInRefused } from '../staff-member/log-in';
import type { StaffMemberRejection } from '../staff-member/staff-member.commands';

/** What can be wrong with accounts of staff and machines, and what to do then. */
export const staffProblems = problemsOf<StaffMemberRejection>({
  RoleMissing: { status: 422, field: 'roles', zh: '请至少选择一个角色。', en: 'Choose at least one role.' },
  RolesIncompatible: {
    status: 422,
    field: 'roles',
    zh: '安全管理员、系统管理员、审计员须各自独立，不得兼任其他角色。',
    en: 'Security, system and audit stand alone: no account has one of them and anything else.',
  },
  WorkplaceMissing: {
    status: 422,
    field: 'organisationId',
    zh: '请选择一个有效的机构。',
    en: 'Choose an organisation that exists and is active.',
  },
  RoleNotOfWorkplace: {
    status: 422,
    field: 'roles',
    zh: '所选角色与机构类型不符，请重新选择。',
    en: 'These roles are not those of this organisation. Choose others.',
  },
  RoleNotOfMachines: {
    status: 422,
    field: 'roles',
    zh: '机器账户只能用于制证或快递。',
    en: 'A machine makes keys (SPP) or carries parcels (CUR), and nothing else.',
  },
  OperatorUnfit: {
    status: 422,
    field: 'operators',
    zh: '操作员须为本机构在职人员，并具有该设备的全部角色，请核对。',
    en: 'An operator is an active member of the same organisation who has every role of the machine. Check them.',
  },
  PickupPointUnknown: {
    status: 422,
    field: 'pickupPointIds',
    zh: '领取地点须属于该发证机构，且仅适用于窗口人员。',
    en: 'Pick-up points are those of the authority, and for its counter staff alone.',
  },
  LoginTaken: {
    status: 409,
    field: 'login',
    zh: '该登录名已被使用，请换一个。',
    en: 'This login is taken. Choose another.',
  },
  AccountUnknown: { status: 404, zh: '没有找到该账户，请核对编号。', en: 'There is no such account. Check its id.' },
  OwnAccount: {
    status: 403,
    zh: '不得变更本人账户，请由其他安全管理员办理。',
    en: 'Nobody changes his own account. Ask another security administrator.',
  },
  NotInvited: {
    status: 409,
    zh: '该账户已完成首次登录设置，请直接登录。',
    en: 'The account is enrolled already. Log in.',
  },
  InvitationExpired: {
    status: 409,
    zh: '一次性密码已过期，请联系安全管理员重置。',
    en: 'The one-time password has expired. Ask the security administrator for another.',
  },
  EnrolmentNotStarted: {
    status: 409,
    zh: '请先用一次性密码设置密码并绑定动态口令。',
    en: 'First set a password with your one-time password, and add the second factor.',
  },
  NotEnrolled: { status: 409, zh: '请先完成首次登录设置。', en: 'Finish your enrolment first.' },
  AccessIsWithdrawn: {
    status: 403,
    zh: '该账户已停用，请联系安全管理员。',
    en: 'The account is deactivated. Ask the security administrator.',
  },
});

/** A log-in that failed: what was wrong is told to nobody. */
export function logInProblem({ fault, retryAfterSeconds }: Pick<LogInRefused, 'fault' | 'retryAfterSeconds'>) {
  switch (fault) {
    case 'locked':
      return problem({
        status: 429,
        code: 'AccountLocked',
        zh: '尝试次数过多，账户已临时锁定，请稍后再试。',
        en: 'Too many failed attempts. The account is locked for a while; try again later.',
        ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      });
    case 'enrolment-needed':
      return problem({
        status: 403,
        code: 'EnrolmentNeeded',
        zh: '首次登录：请先设置新密码并绑定动态口令。',
        en: 'This is your first log-in: set a password of your own and add the second factor.',
      });
    case 'wrong':
      return problem({
        status: 401,
        code: 'LogInFailed',
        zh: '登录名、密码或动态口令不正确，请重试。',
        en: 'Login, password or code is wrong. Try again.',
      });
  }
}

export const assertionRefused = () =>
  problem({
    status: 401,
    code: 'AssertionRefused',
    zh: '机器凭证无效、已过期或已使用，请重新签发。',
    en: 'The assertion is not valid, has expired or was used before. Sign a new one.',
  });
