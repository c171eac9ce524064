import type { Command } from '@ekey/kernel';
import type { ByTwo, ForCase, ScrapGround } from './token.events';

interface Now {
  readonly now: string;
}

/** Asked at the stock desk, or by a call that claims a token before it uses it. */
export type StockToken = Command<'StockToken', ByTwo & Now & { readonly model: string }>;
export type AssignToken = Command<'AssignToken', ForCase & Now & { readonly claimId: string }>;
export type ScrapToken = Command<'ScrapToken', ByTwo & Now & { readonly ground: ScrapGround }>;
/** To a counter, or to the stock, which also receives what a counter has taken back. */
export type ReturnToken = Command<
  'ReturnToken',
  Now & { readonly by: string } & ({ readonly to: 'stock' } | { readonly to: 'counter'; readonly agencyId: string })
>;
export type DestroyToken = Command<'DestroyToken', ByTwo & Now>;

/** What becomes of the order moves its token along. */
export type MoveToken = Command<
  'PersonaliseToken' | 'CheckToken' | 'PackToken' | 'DispatchToken' | 'RecordTokenArrival' | 'HandOverToken',
  ForCase & Now
>;
export type WriteOffToken = Command<'WriteOffToken', ForCase & Now & { readonly ground: ScrapGround }>;
export type RecallToken = Command<'RecallToken', ForCase & Now>;
export type ReleaseToken = Command<'ReleaseToken', Now & { readonly claimId: string }>;
export type UnpackToken = Command<'UnpackToken', ForCase & Now>;

/** The life of a token in the hand of the enterprise. */
export type ChangeTokenInUse = Command<
  'LockToken' | 'UnlockToken' | 'SuspendToken' | 'ReinstateToken' | 'DeclareTokenDead',
  Now
>;

export type TokenCommand =
  | StockToken
  | AssignToken
  | ScrapToken
  | ReturnToken
  | DestroyToken
  | MoveToken
  | WriteOffToken
  | RecallToken
  | ReleaseToken
  | UnpackToken
  | ChangeTokenInUse;
