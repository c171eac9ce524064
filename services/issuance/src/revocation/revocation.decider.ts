import { reject, type Decider } from '@ekey/kernel';
import { liftReported, order, record, recordListed, revokeReplaced, suspendLost } from './decide/by-rule';
import { isUrgent, ordered, reinstated, released, suspended } from './decide/facts';
import { requestedOf, requestOnLine, withAnswers, withdraw } from './decide/on-line';
import { afterwards, succeed, takeOver } from './decide/succession';
import type {
  ExecuteRevocation,
  ProposeReinstatement,
  RejectRevocation,
  RequestRevocation,
  RevocationCommand,
} from './revocation.commands';
import type { HeldKey, RevocationEvent } from './revocation.events';
import type { Answer, RevocationRejection } from './revocation.rejections';
import { evolve, initial, type InForce, type Own, type Request, type RevocationState } from './revocation.state';

function decide(command: RevocationCommand, state: RevocationState): Answer {
  if (command.type === 'SucceedKey') return succeed(command.data, state);
  if (state.status === 'succeeded') return afterwards(command, state);
  return withAnswers(judge(command, state), command.data, state);
}

function judge(command: Exclude<RevocationCommand, { type: 'SucceedKey' }>, state: Own): Answer {
  switch (command.type) {
    case 'OrderRevocation':
      return order(command.data, state);
    case 'RecordRevokedCertificate':
      return record(command.data, state);
    case 'SuspendLostKey':
      return suspendLost(command.data, state);
    case 'LiftReportedLoss':
      return liftReported(command.data, state);
    case 'TakeOverStanding':
      return takeOver(command.data, state);
    case 'RevokeReplacedKey':
      return revokeReplaced(command.data, state);
    case 'RecordListed':
      return recordListed(command.data, state);
    case 'SuspendKey':
      return whileInForce(state, (inForce) => {
        const { key, now, ...said } = command.data;
        return suspended(key, { ...said, withRequest: false }, inForce, now);
      });
    case 'ProposeReinstatement':
      return whileSuspended(state, (_key, inForce) => propose(command.data, inForce));
    case 'ConfirmReinstatement':
      return whileSuspended(state, (key, { liftingProposed }) => {
        const { by, now } = command.data;
        if (liftingProposed === null) return reject('ReinstatementNotProposed');
        if (liftingProposed.by === by) return reject('SecondPersonNeeded');
        return [reinstated(key, liftingProposed.by, by, now)];
      });
    case 'RequestRevocationOnLine':
      return requestOnLine(command.data, state);
    case 'WithdrawRevocation':
      return withdraw(command.data, state);
    case 'RequestRevocation':
      return whileInForce(state, (inForce) => request(command.data, inForce));
    case 'VerifyRevocation':
      return whileRequested(state, ({ verifiedBy }) => {
        const { now, ...verified } = command.data;
        if (verifiedBy !== null) return reject('RevocationAlreadyVerified');
        return [{ type: 'RevocationVerified', data: { ...verified, verifiedAt: now } }];
      });
    case 'RejectRevocation':
      return whileRequested(state, (asked, key, inForce) => refuse(command.data, asked, key, inForce));
    case 'CancelRevocation':
      return whileRequested(state, () => {
        const { by, now } = command.data;
        return [{ type: 'RevocationCancelled', data: { by, cancelledAt: now } }];
      });
    case 'ExecuteRevocation':
      return whileRequested(state, (asked, key) => execute(command.data, asked, key));
  }
}

function whileInForce(state: Own, then: (state: InForce) => Answer): Answer {
  return state.status === 'in-force' ? then(state) : reject('AlreadyRevoked');
}

const whileSuspended = (state: Own, then: (key: HeldKey, state: InForce) => Answer): Answer =>
  whileInForce(state, (inForce) => {
    const { holds, key } = inForce;
    return holds.length === 0 || key === null ? reject('NotSuspended') : then(key, inForce);
  });

const whileRequested = (state: Own, then: (request: Request, key: HeldKey, state: InForce) => Answer): Answer =>
  whileInForce(state, (inForce) => {
    const { request: asked, key } = inForce;
    return asked === null || key === null ? reject('RevocationNotRequested') : then(asked, key, inForce);
  });

function propose(
  { reference, by, now }: ProposeReinstatement['data'],
  { liftingProposed, request: open }: InForce,
): Answer {
  // Whether the key may be used again is settled with the request.
  if (open !== null) return reject('RevocationUnderWay');
  if (liftingProposed?.by === by) return [];
  if (liftingProposed !== null) return reject('ReinstatementAlreadyProposed');
  return [{ type: 'ReinstatementProposed', data: { reference, by, proposedAt: now } }];
}

function request(asked: RequestRevocation['data'], state: InForce): Answer {
  if (state.request !== null) return reject('RevocationUnderWay');
  const { key, now, ...told } = asked;
  const requested = requestedOf(key, told, state, now);
  const { ground, reference, by } = told;
  if (!isUrgent(ground)) return requested;
  return [...requested, ...suspended(key, { ground, reference, by, withRequest: true }, state, now)];
}

/** The suspension that came with the request goes with it, and as any other only by two people: him who asked and him who rejects. */
function refuse({ ground, by, now }: RejectRevocation['data'], asked: Request, key: HeldKey, state: InForce): Answer {
  const rejected: RevocationEvent = { type: 'RevocationRejected', data: { ground, by, rejectedAt: now } };
  const lifted = released('request', reinstated(key, null, by, now), by, state, now);
  return lifted.length > 0 && by === asked.by ? reject('SecondPersonNeeded') : [rejected, ...lifted];
}

function execute({ by, now }: ExecuteRevocation['data'], asked: Request, key: HeldKey): Answer {
  const { ground, requester, reference, verifiedBy } = asked;
  if (verifiedBy === null) return reject('RevocationNotVerified');
  if (verifiedBy === by) return reject('SecondPersonNeeded');
  const { caseId, attempt, uscc, tokenSerial, serials } = key;
  return [
    { type: 'RevocationApproved', data: { caseId, tokenSerial, serials, verifiedBy, by, approvedAt: now } },
    ordered(key, ground, now),
    { type: 'KeyRevoked', data: { caseId, attempt, uscc, tokenSerial, ground, requester, reference, revokedAt: now } },
  ];
}

/**
 * What becomes of a key besides its use: suspended and taken back, or revoked for good with both certificates and the seal. One
 * stream for each key. By a rule at once; by people only where two of them agree.
 */
export const revocation: Decider<RevocationCommand, RevocationState, RevocationEvent, RevocationRejection> = {
  category: 'issuance.Revocation',
  initial,
  decide,
  evolve,
};
