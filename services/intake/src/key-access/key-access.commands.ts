import type { Command } from '@ekey/kernel';
import type { AccessEndGround } from './key-access.events';

interface At {
  readonly now: string;
}

export type EndKeyAccess = Command<'EndKeyAccess', At & { readonly serial: string; readonly ground: AccessEndGround }>;
export type RestoreKeyAccess = Command<'RestoreKeyAccess', At>;

export type KeyAccessCommand = EndKeyAccess | RestoreKeyAccess;
