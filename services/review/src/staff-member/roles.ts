/**
 * What a member of staff or a machine may be: AGR 发证机构核验员, AGC 发证机构窗口人员, AGM 发证机构负责人, SPR 服务商复核员,
 * SPP 制证操作员, SPL 发运/库存员, CUR 快递, CS 客服, AUD 审计员, SEC 安全管理员, SYS 系统管理员.
 */
export const staffRoles = ['AGR', 'AGC', 'AGM', 'SPR', 'SPP', 'SPL', 'CUR', 'CS', 'AUD', 'SEC', 'SYS'] as const;
export type StaffRole = (typeof staffRoles)[number];
