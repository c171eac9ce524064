import { BadConfiguration, type Config } from '@ekey/platform';
import { KeyMissing } from '@ekey/personal-data';
import { AuthorityUnreadable } from '@ekey/pki/forge';
import { UnreadableStore } from '@ekey/sqlite';
import { DataFolderInUse, RestoreUnfinished } from '@ekey/floor';
import { Refusal } from './host/refusal';

const KNOWN = [
  AuthorityUnreadable,
  BadConfiguration,
  DataFolderInUse,
  KeyMissing,
  Refusal,
  RestoreUnfinished,
  UnreadableStore,
];

/** In words what stands in the way, and what to do; anything unforeseen with its stack. */
export function explain(error: unknown, config?: Config): string {
  if (KNOWN.some((kind) => error instanceof kind)) return (error as Error).message;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `port ${config?.PORT} of ${config?.HOST} is taken: stop what uses it, or set PORT to another`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${config?.HOST} is no address of this machine: set HOST to one that is`;
  if (code === 'EACCES' || code === 'EPERM')
    return `${(error as Error).message}: the account that runs ekey needs this right`;
  if (code === 'ENOSPC') return 'the disk is full: make room, nothing was half-done';
  return (error as Error).stack ?? String(error);
}
