import { isRejection } from '@ekey/kernel';
import type { RequestRevocationOnLine, RevocationCommand, WithdrawRevocation } from '../revocation.commands';
import type {
  AskedRevocation,
  HeldKey,
  OnLineRequest,
  RevocationEvent,
  RevocationOutcome,
  Suspension,
} from '../revocation.events';
import type { Answer, Facts } from '../revocation.rejections';
import type { Own, RevocationState } from '../revocation.state';
import { isUrgent, suspended } from './facts';

/*
 * 注销 that an enterprise asks for on line. It is a password that asks, and it revokes nothing: officers go on with it as with any
 * request, and the enterprise is told what has become of it. Nobody waits for the answer to a policy, so that nothing is refused.
 */

type Asked = RequestRevocationOnLine['data'];

export function requestOnLine(asked: Asked, state: Own): Facts {
  const { key, now } = asked;
  const suspension = suspensionIn(asked);
  const requested = requestedOf(key, requestIn(asked), state, now);
  if (suspension === null || state.status !== 'in-force') return requested;
  return [...requested, ...suspended(key, suspension, state, now)];
}

/** What is asked, where nothing is asked already. Who has asked on line is told where there is nothing to ask for. */
export function requestedOf(key: HeldKey, request: AskedRevocation, state: Own, now: string): Facts {
  if (state.status === 'in-force' && state.request === null)
    return [{ type: 'RevocationRequested', data: { key, ...request, requestedAt: now } }];
  if (request.onLine === undefined) return [];
  return [answered(request.onLine, key, state.status === 'in-force' ? 'under-way' : 'already-revoked', now)];
}

export const requestIn = ({ key, ground, reference, request }: Asked): AskedRevocation => ({
  ...{ ground, requester: 'enterprise', reference, by: key.uscc, onLine: request },
});

/** As by a report of its loss: it is the enterprise's own, and does not go with the request. */
export const suspensionIn = ({ key, ground, reference, requestedAt: reportedAt }: Asked): Suspension | null =>
  isUrgent(ground) ? { ground, withRequest: false, reference, by: key.uscc, reportedAt } : null;

/** However far it has come. A suspension stays, as where an officer takes a request back. */
export function withdraw({ requestId, now }: WithdrawRevocation['data'], state: Own): Facts {
  if (state.status !== 'in-force' || state.key === null || state.request?.onLine?.requestId !== requestId) return [];
  return [{ type: 'RevocationCancelled', data: { by: state.key.uscc, cancelledAt: now } }];
}

/** Who has asked on line is told how it ended, whoever ended it; not where he has taken it back himself. */
export function withAnswers(decision: Answer, { now }: RevocationCommand['data'], state: RevocationState): Answer {
  if (isRejection(decision) || state.status !== 'in-force') return decision;
  const { key, request } = state;
  const onLine = request?.onLine;
  if (key === null || onLine === undefined) return decision;
  return decision.flatMap((fact) => {
    const outcome = outcomeOf(fact, key);
    return outcome === null ? [fact] : [fact, answered(onLine, key, outcome, now)];
  });
}

function outcomeOf({ type, data }: RevocationEvent, { uscc }: HeldKey): RevocationOutcome | null {
  switch (type) {
    case 'RevocationOrdered':
      return 'revoked';
    case 'RevocationRejected':
      return data.ground;
    case 'RevocationCancelled':
      return data.by === uscc ? null : 'cancelled';
    default:
      return null;
  }
}

const answered = (
  request: OnLineRequest,
  { tokenSerial }: HeldKey,
  outcome: RevocationOutcome,
  answeredAt: string,
): RevocationEvent => ({ type: 'RevocationRequestAnswered', data: { ...request, tokenSerial, outcome, answeredAt } });
