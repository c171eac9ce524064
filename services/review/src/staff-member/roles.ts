/**
 * What a member of staff or a machine may be: AGR 发证机构核验员, AGC 发证机构窗口人员, AGM 发证机构负责人, SPR 服务商复核员,
 * SPP 制证操作员, SPL 发运/库存员, CUR 快递, CS 客服, AUD 审计员, SEC 安全管理员, SYS 系统管理员.
 */
export const staffRoles = ['AGR', 'AGC', 'AGM', 'SPR', 'SPP', 'SPL', 'CUR', 'CS', 'AUD', 'SEC', 'SYS'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** 三员分立: who administers, secures or audits the system does nothing else, and only one of the three. */
const administration: readonly StaffRole[] = ['SEC', 'SYS', 'AUD'];
const atAuthority: readonly StaffRole[] = ['AGR', 'AGC', 'AGM'];
const ofMachines: readonly StaffRole[] = ['SPP', 'CUR'];

/** Where somebody works, as what, and at which counters (none: at every one of the authority). */
export interface Assignment {
  readonly organisationId: string | null;
  readonly roles: readonly StaffRole[];
  readonly pickupPointIds: readonly string[];
}

/** The organisation of an assignment, as it is known when the command is given. */
export interface Workplace {
  readonly kind: 'authority' | 'provider';
  readonly active: boolean;
  readonly pickupPointIds: readonly string[];
}

export type AssignmentFault =
  | 'RoleMissing'
  | 'RolesIncompatible'
  | 'WorkplaceMissing'
  | 'RoleNotOfWorkplace'
  | 'RoleNotOfMachines'
  | 'PickupPointUnknown';

function faultAtWorkplace({ roles, pickupPointIds }: Assignment, workplace: Workplace): AssignmentFault | null {
  const mustBeAuthority = workplace.kind === 'authority';
  if (roles.some((role) => atAuthority.includes(role) !== mustBeAuthority)) return 'RoleNotOfWorkplace';
  const isKnown = (point: string) => roles.includes('AGC') && workplace.pickupPointIds.includes(point);
  return pickupPointIds.every(isKnown) ? null : 'PickupPointUnknown';
}

/** Why nobody may be assigned so, or `null` where it is in order. */
export function assignmentFault(
  assignment: Assignment,
  workplace: Workplace | null,
  holder: 'person' | 'machine',
): AssignmentFault | null {
  const { roles, pickupPointIds } = assignment;
  if (roles.length === 0) return 'RoleMissing';
  if (holder === 'machine' && !roles.every((role) => ofMachines.includes(role))) return 'RoleNotOfMachines';
  if (roles.some((role) => administration.includes(role))) {
    if (roles.length > 1) return 'RolesIncompatible';
    if (assignment.organisationId !== null) return 'RoleNotOfWorkplace';
    return pickupPointIds.length > 0 ? 'PickupPointUnknown' : null;
  }
  if (workplace === null || !workplace.active) return 'WorkplaceMissing';
  return faultAtWorkplace(assignment, workplace);
}
