/** Primary result codes of SQLite: READONLY, IOERR, FULL, CANTOPEN. */
const SQLITE = new Set([8, 10, 13, 14]);
const FILE_SYSTEM = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO']);
/** Those of them that making room mends. */
const NO_ROOM = { sqlite: new Set([13]), fileSystem: new Set(['ENOSPC', 'EDQUOT']) };

/** Whether a store could not be written or read for want of a sound disk, so that nothing was done. */
export const isDiskFault = (error: unknown): boolean => tells(error, SQLITE, FILE_SYSTEM, /disk is full|disk I\/O/i);

/** Whether that was for want of room. */
export const isDiskFull = (error: unknown): boolean =>
  tells(error, NO_ROOM.sqlite, NO_ROOM.fileSystem, /^database or disk is full$/);

/** By the number of SQLite where there is one; else by the code of the file system, or by words alone. */
function tells(error: unknown, sqlite: ReadonlySet<number>, fileSystem: ReadonlySet<string>, words: RegExp): boolean {
  const { code, errcode, message } = (error ?? {}) as { code?: unknown; errcode?: unknown; message?: unknown };
  if (typeof errcode === 'number') return sqlite.has(errcode & 0xff);
  return fileSystem.has(String(code)) || words.test(String(message));
}
