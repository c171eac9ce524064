import type { CertificateUse } from '../public-key/public-key.events';
import { goneForGood, withEnterprise, type TokenStatus } from '../token/token.state';

/** What a comparison of tokens, certificates and orders may find. */
export const differenceCodes = [
  /** A token was claimed for an order that nobody began to make. */
  'claim-unused',
  /** A token is held for a case that has no order. */
  'order-unknown',
  /** The token is not where its order says. */
  'token-place-differs',
  /** An order's token is not in the stock, or is held for another case or attempt. */
  'token-elsewhere',
  /** The token of a key that is in use, suspended or on its way does not have the pair of certificates that it should. */
  'pair-differs',
  /** A certificate is worth something, or may become so, though its token ended or is blank. */
  'certificate-left-over',
  /** A certificate names a token that was never in the stock. */
  'token-unknown',
  /** A certificate belongs neither to its token's order nor to a renewal of its key. */
  'case-unknown',
  /** A certificate names another enterprise than the order of its token. */
  'enterprise-differs',
  /** A renewal’s certificate is not revoked, though the attempt that it was made for is over. */
  'attempt-over',
] as const;
export type DifferenceCode = (typeof differenceCodes)[number];

/** `found` tells what was seen, by statuses and numbers and never of persons: where it changes the difference is told anew. */
export interface Difference {
  readonly code: DifferenceCode;
  readonly found: string;
}

export interface MatchedToken {
  readonly serial: string;
  readonly status: TokenStatus;
  readonly caseId: string | null;
  readonly attempt: number | null;
}
export interface MatchedOrder {
  readonly caseId: string;
  readonly status: string;
  readonly uscc: string;
  readonly attempt: number;
  readonly tokenSerial: string | null;
}
export interface MatchedCertificate {
  readonly serial: string;
  readonly standing: 'on-hold' | 'live' | 'suspended' | 'revoked';
  readonly use: CertificateUse;
  readonly caseId: string;
  readonly uscc: string;
  readonly tokenSerial: string;
}

/** Where a token is while the order that it is in stands so. What became of it after the hand-over is no longer the order's. */
const tokenPlaces: Readonly<Record<string, readonly TokenStatus[]>> = {
  producing: ['assigned', 'personalised'],
  made: ['checked', 'packed'],
  shipped: ['in-transit'],
  received: ['at-agency'],
  ready: ['at-agency'],
  reviewed: ['at-agency'],
  'final-failed': ['at-agency'],
  collected: [...withEnterprise, ...goneForGood],
};
/** How an order stands that has a key. */
export const statusesWithKey: readonly string[] = Object.keys(tokenPlaces);

/** Where a token is that an order had and let go. */
const GONE: readonly TokenStatus[] = ['recalled', ...goneForGood];

const isIn = ({ serial, caseId, attempt }: MatchedToken, order: MatchedOrder): boolean =>
  order.caseId === caseId && order.attempt === attempt && order.tokenSerial === serial;

/** @param held the certificates that name the token */
export function differencesOfToken(
  token: MatchedToken,
  held: readonly MatchedCertificate[],
  order: MatchedOrder | null,
): readonly Difference[] {
  return [...placeDiffers(token, order), ...pairDiffers(token, held, order), ...leftOver(token, held)];
}

function placeDiffers(token: MatchedToken, order: MatchedOrder | null): readonly Difference[] {
  const { status, caseId } = token;
  if (caseId === null) return [];
  if (order === null) return [{ code: 'order-unknown', found: `token ${status}` }];
  const found = `token ${status}, order ${order.status}`;
  if (isIn(token, order) && order.status in tokenPlaces)
    return tokenPlaces[order.status]?.includes(status) ? [] : [{ code: 'token-place-differs', found }];
  if (status === 'assigned') return [{ code: 'claim-unused', found }];
  return GONE.includes(status) ? [] : [{ code: 'token-place-differs', found }];
}

/** In an enterprise's hand one live pair, or a suspended one; before that a pair on hold, as soon as it is made. */
function pairDiffers(
  { status, caseId }: MatchedToken,
  held: readonly MatchedCertificate[],
  order: MatchedOrder | null,
): readonly Difference[] {
  const wanted = pairWanted(status, order);
  if (wanted === null) return [];
  // What a renewal under way has made is on hold beside the pair in use.
  const inUse = held.filter(
    ({ standing, caseId: of }) => standing !== 'revoked' && !(standing === 'on-hold' && of !== caseId),
  );
  const isPair = inUse.length === 2 && new Set(inUse.map(({ use }) => use)).size === 2;
  const isOne = new Set(inUse.map(({ caseId: of }) => of)).size === 1;
  if (isPair && isOne && inUse.every(({ standing }) => standing === wanted)) return [];
  return [{ code: 'pair-differs', found: `token ${status}, certificates ${listed(inUse)}` }];
}

function pairWanted(status: TokenStatus, order: MatchedOrder | null): MatchedCertificate['standing'] | null {
  if (status === 'handed-over' || status === 'locked') return 'live';
  if (status === 'suspended') return 'suspended';
  return order !== null && ['checked', 'packed', 'in-transit', 'at-agency'].includes(status) ? 'on-hold' : null;
}

/** What a renewal has left on hold is worth nothing, and ends with the renewal. */
function leftOver({ status, caseId }: MatchedToken, held: readonly MatchedCertificate[]): readonly Difference[] {
  if (status !== 'in-stock' && status !== 'dead' && !GONE.includes(status)) return [];
  const left = held.filter(
    ({ standing, caseId: of }) => standing !== 'revoked' && (standing !== 'on-hold' || of === caseId),
  );
  return left.length === 0 ? [] : [{ code: 'certificate-left-over', found: `token ${status}, ${listed(left)}` }];
}

const listed = (certificates: readonly MatchedCertificate[]): string =>
  certificates.length === 0
    ? 'none'
    : certificates
        .map(({ serial, use, standing }) => `${use} ${serial} ${standing}`)
        .sort()
        .join(', ');

/** What a certificate is to a renewal: of none, of the attempt under way or the one that succeeded, of one that is over. */
export type RenewalOf = 'none' | 'valid' | 'over';

/**
 * What its token does not tell already.
 * @param order of the case that its token is held for
 */
export function differencesOfCertificate(
  { standing, caseId, uscc }: MatchedCertificate,
  token: MatchedToken | null,
  order: MatchedOrder | null,
  renewal: RenewalOf,
): readonly Difference[] {
  if (standing === 'revoked') return [];
  if (token === null) return [{ code: 'token-unknown', found: standing }];
  if (caseId !== token.caseId && renewal === 'none') return [{ code: 'case-unknown', found: standing }];
  if (renewal === 'over') return [{ code: 'attempt-over', found: standing }];
  if (order !== null && order.uscc !== uscc) return [{ code: 'enterprise-differs', found: `${uscc}, ${order.uscc}` }];
  return [];
}

/** An order that has a key: the token is held for it and for no other. */
export function differencesOfOrder(order: MatchedOrder, token: MatchedToken | null): readonly Difference[] {
  if (!(order.status in tokenPlaces)) return [];
  if (token !== null && isIn(token, order)) return [];
  return [{ code: 'token-elsewhere', found: `order ${order.status}, token ${token?.status ?? 'unknown'}` }];
}
