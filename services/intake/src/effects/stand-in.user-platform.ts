import type { ActivationOrder, ActivationResult, UserPlatform } from './user-platform.port';

/**
 * Stands in for 商务部统一用户管理平台 where none is connected: takes every user name that has its form, as the real
 * one does. It keeps nothing, since the same order must be answered the same after a restart.
 */
export class StandInUserPlatform implements UserPlatform {
  activate({ loginName, mail }: ActivationOrder): Promise<ActivationResult> {
    const known = /^[A-Za-z0-9][A-Za-z0-9_.@-]{3,49}$/.test(loginName) && mail.includes('@');
    return Promise.resolve(known ? { outcome: 'activated' } : { outcome: 'refused', cause: 'login-name-unknown' });
  }
}
