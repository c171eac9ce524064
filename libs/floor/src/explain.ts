import { BadConfiguration, type Config } from '@ekey/platform';
import { KeyMissing } from '@ekey/personal-data';
import { UnreadableStore } from '@ekey/sqlite';
import { DataFolderInUse, RestoreUnfinished } from './files/data-folder';
import { SecretMissing } from './servers/given.secrets';

type Explained = abstract new (...args: never[]) => Error;

const KNOWN: readonly Explained[] = [
  BadConfiguration,
  DataFolderInUse,
  KeyMissing,
  RestoreUnfinished,
  SecretMissing,
  UnreadableStore,
];

/**
 * In words what stands in the way, and what to do; anything unforeseen with its stack.
 * @param also faults whose message says it all.
 */
export function explain(error: unknown, config?: Config, also: readonly Explained[] = []): string {
  if ([...KNOWN, ...also].some((kind) => error instanceof kind)) return (error as Error).message;
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
