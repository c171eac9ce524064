/** Primary result codes of SQLite: READONLY, IOERR, FULL, CANTOPEN. */
const SQLITE = new Set([8, 10, 13, 14]);
const FILE_SYSTEM = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO']);

/** Whether a store could not be written or read for want of a sound disk, so that nothing was done. */
export function isDiskFault(error: unknown): boolean {
  const { code, errcode, message } = (error ?? {}) as { code?: unknown; errcode?: unknown; message?: unknown };
  if (typeof errcode === 'number') return SQLITE.has(errcode & 0xff);
  return FILE_SYSTEM.has(String(code)) || /disk is full|disk I\/O/i.test(String(message));
}
