import { Overdue } from '@ekey/kernel';
import { S3Error } from 'minio';

/** The server is there and cannot be asked now. */
export class ServerBusy extends Error {
  constructor(readonly status: number | undefined) {
    super(`cannot answer now (${status})`);
    this.name = 'ServerBusy';
  }
}

/** Two writes met at the server, which wants one of them once more. */
const MET = new Set(['ConditionalRequestConflict', 'OperationAborted', 'SlowDown']);

/** There is no such object, no such version, or what was asked of it cannot be asked of a removal. */
export const GONE = ['NoSuchKey', 'NoSuchVersion', 'MethodNotAllowed'];

/** The server's own words hold keys, signatures and names of objects; these are ours. */
const WHY: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: 'the server does not know the access key',
  SignatureDoesNotMatch: 'the secret is not that of the access key',
  AccessDenied: 'the right to do so is missing',
  RequestTimeTooSkewed: 'the clocks of server and service differ too far',
  NoSuchBucket: 'there is no such bucket',
};

export const codeOf = (error: unknown): string | undefined =>
  error instanceof S3Error ? String((error as { code?: unknown }).code) : undefined;

/** A handler that takes some answers of the server for a result, and throws everything else. */
export const unless =
  <Result>(codes: readonly string[], result: Result) =>
  (error: unknown): Result => {
    if (codes.includes(codeOf(error) ?? '')) return result;
    throw error;
  };

/** Whether it may succeed if it is asked once more: no answer, or one that says so. */
export const passes = (error: unknown): boolean => {
  const code = codeOf(error);
  return code === undefined ? connectionFaultOf(error) !== undefined : MET.has(code);
};

/** @returns what a message may tell of a fault, or `undefined` for a defect of ours. */
export function reasonOf(error: unknown): string | undefined {
  const code = codeOf(error);
  if (code === undefined) return connectionFaultOf(error);
  return WHY[code] ?? `the server refuses (${/^\w+$/.test(code) ? code : 'for a reason without a name'})`;
}

function connectionFaultOf(error: unknown): string | undefined {
  if (error instanceof Overdue || error instanceof ServerBusy) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? `cannot be reached (${code})` : undefined;
}
