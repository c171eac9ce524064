import type { Fact } from '@ekey/kernel';

export type TokenRenewalNoted = Fact<'TokenRenewalNoted', { readonly renewalId: string; readonly notedAt: string }>;
/** A new key is asked for in its place (补办, 更新失败): what was under way with this token goes on as that case. */
export type TokenGivenUp = Fact<
  'TokenGivenUp',
  { readonly renewalId: string; readonly replacementId: string; readonly givenUpAt: string }
>;

export type RenewedTokenEvent = TokenRenewalNoted | TokenGivenUp;
