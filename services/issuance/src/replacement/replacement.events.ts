import type { Fact } from '@ekey/kernel';
import type { HeldKey } from '../revocation/revocation.events';

/** 遗失, 损坏, 锁死, 更新失败; 证书内容变更. */
export type ReplacementGround = 'lost' | 'damaged' | 'locked' | 'renewal-died' | 'information-changed';

/** A case was begun for a key in place of another. */
export type ReplacementNoted = Fact<
  'ReplacementNoted',
  {
    readonly caseId: string;
    readonly uscc: string;
    readonly ground: ReplacementGround;
    /** Of the old key; `null` for one from before this system, of which nothing here can be revoked. */
    readonly tokenSerial: string | null;
    /** Keys that the enterprise gives up beside it, since it would have too many. */
    readonly surplus: readonly string[];
    readonly notedAt: string;
  }
>;
/** The case was withdrawn before: the old key stays. */
export type ReplacementDropped = Fact<'ReplacementDropped', { readonly caseId: string; readonly droppedAt: string }>;
/** 变更, 复核通过: the old key stays good, and has to be handed in for the new one. */
export type ReturnToAskFor = Fact<'ReturnToAskFor', { readonly caseId: string; readonly askedAt: string }>;
/** Nothing, where it is from before this system. */
export type OldKeysToReturn = Fact<
  'OldKeysToReturn',
  { readonly caseId: string; readonly toReturn: readonly string[]; readonly notedAt: string }
>;
/** The old key has to end: of a 补办 with 复核通过, of a 变更 with the hand-over of the new one. */
export type OldKeyToEnd = Fact<'OldKeyToEnd', { readonly caseId: string; readonly dueAt: string }>;
/** What is in these tokens now is looked for. */
export type OldKeysSought = Fact<
  'OldKeysSought',
  { readonly caseId: string; readonly tokens: readonly string[]; readonly soughtAt: string }
>;
/** They were found, with everything that ends with each. */
export type OldKeysFound = Fact<
  'OldKeysFound',
  {
    readonly caseId: string;
    readonly ground: ReplacementGround;
    /** The one that was asked for, if it is among them; facts from before it was told have it first. */
    readonly tokenSerial?: string | null;
    readonly keys: readonly HeldKey[];
    readonly foundAt: string;
  }
>;
/** Revoked with both certificates and the seal, and a revocation list that says so is out. */
export type OldKeyEnded = Fact<
  'OldKeyEnded',
  { readonly tokenSerial: string; readonly crlNumber: number; readonly endedAt: string }
>;
/** The new key may be made. `toReturn` are handed in before it is handed over. */
export type OldKeysEnded = Fact<
  'OldKeysEnded',
  {
    readonly caseId: string;
    readonly tokens: readonly string[];
    readonly toReturn: readonly string[];
    readonly endedAt: string;
  }
>;

export type ReplacementEvent =
  | ReplacementNoted
  | ReplacementDropped
  | ReturnToAskFor
  | OldKeysToReturn
  | OldKeyToEnd
  | OldKeysSought
  | OldKeysFound
  | OldKeyEnded
  | OldKeysEnded;
