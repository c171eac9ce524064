import type {
  LiftReportedLoss,
  OrderRevocation,
  RecordListed,
  RecordRevokedCertificate,
  RevokeReplacedKey,
  SuspendLostKey,
} from '../revocation.commands';
import type { RevocationEvent } from '../revocation.events';
import type { Facts } from '../revocation.rejections';
import { awaitedIn, type Awaiting, type Own } from '../revocation.state';
import { ordered, reinstated, released, reportedLost, suspended } from './facts';

/*
 * What follows from a fact on record, or from what the enterprise says of its own key. Nobody waits for an answer, so that
 * nothing is refused: what comes too late changes nothing.
 */

export function suspendLost({ key, reportedAt, now }: SuspendLostKey['data'], state: Own): Facts {
  return state.status === 'in-force' ? suspended(key, reportedLost(key, reportedAt), state, now) : [];
}

/** Only a hold that the enterprise itself has asked for, and not while an officer looks into a request to revoke the key. */
export function liftReported({ now }: LiftReportedLoss['data'], state: Own): Facts {
  if (state.status !== 'in-force' || state.key === null || state.request !== null) return [];
  const { key } = state;
  return released('enterprise', reinstated(key, key.uscc, key.uscc, now), key.uscc, state, now);
}

export function order({ now, ...asked }: OrderRevocation['data'], state: Own): Facts {
  return state.status === 'in-force' && asked.serials.length > 0 ? [ordered(asked, asked.ground, now)] : [];
}

export function record({ serial, now }: RecordRevokedCertificate['data'], state: Own): Facts {
  if (state.status !== 'ordered' || !state.left.includes(serial)) return [];
  const progressed = { type: 'RevocationProgressed', data: { serial, at: now } } as const;
  if (state.left.length > 1) return [progressed];
  const executed = { type: 'RevocationExecuted', data: { caseId: state.caseId, executedAt: now } } as const;
  return [progressed, executed, ...state.awaited.map((each) => awaitedExecuted(each, now))];
}

/** Whatever has become of it meanwhile: the case that waits is told once it has ended. */
export function revokeReplaced({ key, replacement, ground, now }: RevokeReplacedKey['data'], state: Own): Facts {
  const { tokenSerial, serials } = key;
  const awaiting = { replacement, tokenSerial, serials };
  const awaited: RevocationEvent = { type: 'RevocationAwaited', data: { ...awaiting, awaitedAt: now } };
  if (state.status === 'in-force')
    return [
      ordered(key, ground, now),
      { type: 'KeyGivenUp', data: { replacement, tokenSerial, givenUpAt: now } },
      awaited,
    ];
  if (state.awaited.some((each) => each.replacement === replacement)) return [];
  return state.status === 'ordered' ? [awaited] : [awaited, awaitedExecuted(awaiting, now)];
}

export function recordListed({ replacement, crlNumber, now }: RecordListed['data'], state: Own): Facts {
  const awaiting = awaitedIn(state).find((each) => each.replacement === replacement);
  if (state.status !== 'executed' || awaiting === undefined || awaiting.listed) return [];
  const { tokenSerial } = awaiting;
  return [{ type: 'AwaitedRevocationListed', data: { replacement, tokenSerial, crlNumber, listedAt: now } }];
}

const awaitedExecuted = (
  { replacement, tokenSerial, serials }: Omit<Awaiting, 'listed'>,
  executedAt: string,
): RevocationEvent => ({
  type: 'AwaitedRevocationExecuted',
  data: { replacement, tokenSerial, serials, executedAt },
});
