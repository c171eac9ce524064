import type { Actor } from '@ekey/kernel';

/**
 * The roles of the field. KEY is whoever has proved to hold a key, which is no approval of anything; KEX the same with a
 * certificate that has run out, to finish the renewal that was submitted before.
 */
export const ROLES = [
  'ENT',
  'KEY',
  'KEX',
  'AGR',
  'AGC',
  'AGM',
  'SPR',
  'SPP',
  'SPL',
  'CUR',
  'CS',
  'AUD',
  'SEC',
  'SYS',
] as const;
export type Role = (typeof ROLES)[number];

/** What those who have them are called. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  ENT: '企业授权用户',
  KEY: '持电子钥匙登录的企业用户',
  KEX: '持已到期电子钥匙登录的企业用户',
  AGR: '核验员',
  AGC: '窗口人员',
  AGM: '发证机构负责人',
  SPR: '复核员',
  SPP: '制证操作员',
  SPL: '发运/库存员',
  CUR: '快递',
  CS: '客服',
  AUD: '审计员',
  SEC: '安全管理员',
  SYS: '系统管理员',
};

/** Which key a caller has logged in with. */
export interface CallersKey {
  /** Of its signing certificate, upper-case hex. */
  readonly serial: string;
  readonly uscc: string;
  /** The certificate has run out: the session is good for finishing this renewal, and for nothing else. */
  readonly onlyFor?: string;
}

/** Whom a request comes from, as its token says. */
export interface Caller {
  readonly kind: 'enterprise' | 'staff' | 'machine' | 'anonymous';
  /** The account, the member of staff or the machine. */
  readonly id: string;
  readonly roles: readonly Role[];
  readonly organisationId?: string;
  /** Where a member of the counter hands keys over; empty: at every point of the authority. */
  readonly pickupPointIds?: readonly string[];
  /** The people on whose behalf a machine may call, as its token names them. */
  readonly operators?: readonly string[];
  /** The one of them on whose behalf it does. */
  readonly operator?: string;
  readonly sessionId?: string;
  readonly key?: CallersKey;
}

export const ANONYMOUS: Caller = { kind: 'anonymous', id: 'anonymous', roles: [] };

/** The caller as the log names it. */
export const actorOf = (caller: Caller): Actor => ({
  kind: caller.kind,
  id: caller.id,
  ...(caller.roles.length > 0 ? { role: caller.roles.join('+') } : {}),
  ...(caller.operator !== undefined ? { operator: caller.operator } : {}),
});

/** The person who acts: separation of duties is kept between persons, whatever machine they use. */
export const personOf = (caller: Caller): string => caller.operator ?? caller.id;

export const hasRole = (caller: Caller, ...roles: readonly Role[]): boolean =>
  roles.some((role) => caller.roles.includes(role));
