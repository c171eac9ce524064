import { LogSetBack } from '@ekey/event-store';
import { Unavailable } from '@ekey/kernel';
import { BadConfiguration, isDiskFault, isDiskFull, type Config } from '@ekey/platform';
import { KeyMissing, OtherSecrets } from '@ekey/personal-data';
import { AuthorityUnreadable } from '@ekey/pki/forge';
import { UnreadableStore } from '@ekey/sqlite';
import { DataFolderInUse, RestoreUnfinished } from './files/data-folder';
import { Refusal } from './host/refusal';
import { SecretMissing } from './servers/given.secrets';

/** Faults whose message says it all. */
const KNOWN: readonly (abstract new (...args: never[]) => Error)[] = [
  AuthorityUnreadable,
  BadConfiguration,
  DataFolderInUse,
  KeyMissing,
  LogSetBack,
  OtherSecrets,
  Refusal,
  RestoreUnfinished,
  SecretMissing,
  Unavailable,
  UnreadableStore,
];

/** In words what stands in the way, and what to do; anything unforeseen with its stack. */
export function explain(error: unknown, config?: Config): string {
  if (KNOWN.some((kind) => error instanceof kind)) return (error as Error).message;
  const { code, path: place } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `port ${config?.PORT} of ${config?.HOST} is taken: stop what uses it, or set PORT to another`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${config?.HOST} is no address of this machine: set HOST to one that is`;
  if (
    (code === 'EEXIST' || code === 'ENOTDIR' || code === 'ENOENT' || code === 'ELOOP') &&
    place !== undefined &&
    config !== undefined &&
    isAtOrAbove(place, config.DATA_DIR)
  )
    return `${config.DATA_DIR} is no folder: set DATA_DIR to one, or to a new one`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `${(error as Error).message}: the account that runs ekey needs this right`;
  if (isDiskFull(error)) return 'the disk is full: make room, then try again';
  if (isDiskFault(error))
    return `${(error as Error).message}: has the disk room, and is it sound? (docs/runbooks/full-disk.md)`;
  return (error as Error).stack ?? String(error);
}

const isAtOrAbove = (place: string, folder: string): boolean => folder === place || folder.startsWith(`${place}/`);
