import type { TransportRequest } from '@ekey/journeys';

/** A write that the server has acknowledged, with what tells its facts among all others. */
export interface Acknowledged {
  readonly method: string;
  readonly path: string;
  /** The account that sent it, as the log names it. */
  readonly caller: string;
  readonly key: string;
  readonly status: number;
  /** The revision that the strong ETag named. */
  readonly revision: number;
  /** How often it was sent before it was answered. */
  readonly sendings: number;
}

const ANONYMOUS = 'anonymous';

/** Everything that was acknowledged to anybody. */
export class Ledger {
  readonly acknowledged: Acknowledged[] = [];
  /** Requests that had to be sent again, because the server was killed before it had answered. */
  repeated = 0;

  note(url: string, request: TransportRequest, status: number, etag: string | null, sendings: number): void {
    if (sendings > 1) this.repeated += 1;
    const key = request.headers['idempotency-key'];
    const revision = /^"(\d+)"$/.exec(etag ?? '')?.[1];
    if (key === undefined || status >= 300 || revision === undefined) return;
    this.acknowledged.push({
      method: request.method,
      path: new URL(url).pathname,
      caller: callerOf(request.headers['authorization']),
      ...{ key, status, sendings },
      revision: Number(revision),
    });
  }
}

/** The subject of the access token (RFC 7519 §4.1.2); it is our own, so that nothing has to be verified. */
function callerOf(authorization: string | undefined): string {
  const claims = authorization?.split('.')[1];
  if (claims === undefined) return ANONYMOUS;
  return (JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { sub: string }).sub;
}
