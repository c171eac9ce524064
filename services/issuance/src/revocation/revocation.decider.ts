import { reject, type Decider, type Decision } from '@ekey/kernel';
import type { RevocationReason } from '../certificate/certificate.events';
import type {
  ExecuteRevocation,
  LiftReportedLoss,
  OrderRevocation,
  ProposeReinstatement,
  RecordListed,
  RejectRevocation,
  RequestRevocation,
  RevocationCommand,
  RevokeReplacedKey,
  SuspendLostKey,
} from './revocation.commands';
import type { HeldKey, KeySuspended, RevocationEvent, RevocationGround } from './revocation.events';
import {
  awaitedIn,
  evolve,
  initial,
  type Awaiting,
  type Hold,
  type InForce,
  type Request,
  type RevocationState,
} from './revocation.state';

export type RevocationRejection =
  | 'AlreadyRevoked'
  | 'NotSuspended'
  | 'ReinstatementAlreadyProposed'
  | 'ReinstatementNotProposed'
  | 'RevocationUnderWay'
  | 'RevocationNotRequested'
  | 'RevocationAlreadyVerified'
  | 'RevocationNotVerified'
  | 'SecondPersonNeeded';

type Answer = Decision<RevocationEvent, RevocationRejection>;

/** Dossier §4.6. A parcel in the wrong hands is treated as a lost one: nobody knows who had the token. */
export const reasonFor: Record<RevocationGround, RevocationReason> = {
  'production-failed': 'superseded',
  lost: 'keyCompromise',
  damaged: 'superseded',
  'wrong-parcel': 'keyCompromise',
  withdrawn: 'cessationOfOperation',
  terminated: 'cessationOfOperation',
  unclaimed: 'cessationOfOperation',
  compromised: 'keyCompromise',
  'information-changed': 'affiliationChanged',
  'out-of-use': 'cessationOfOperation',
  'enterprise-dissolved': 'cessationOfOperation',
  replaced: 'superseded',
  renewed: 'superseded',
  orphaned: 'superseded',
};

function decide(command: RevocationCommand, state: RevocationState): Answer {
  switch (command.type) {
    case 'OrderRevocation':
      return order(command.data, state);
    case 'RecordRevokedCertificate':
      return record(command.data, state);
    case 'SuspendLostKey':
      return suspendLost(command.data, state);
    case 'LiftReportedLoss':
      return liftReported(command.data, state);
    case 'RevokeReplacedKey':
      return revokeReplaced(command.data, state);
    case 'RecordListed':
      return recordListed(command.data, state);
    case 'SuspendKey':
      return whileInForce(state, ({ hold }) => (hold === null ? [suspended(command.data, false)] : []));
    case 'ProposeReinstatement':
      return whileSuspended(state, (hold, _key, { request: open }) => propose(command.data, hold, open));
    case 'ConfirmReinstatement':
      return whileSuspended(state, (hold, key) => {
        const { by, now } = command.data;
        if (hold.proposedBy === null) return reject('ReinstatementNotProposed');
        if (hold.proposedBy === by) return reject('SecondPersonNeeded');
        return [reinstated(key, hold.proposedBy, by, now)];
      });
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

function whileInForce(state: RevocationState, then: (state: InForce) => Answer): Answer {
  return state.status === 'in-force' ? then(state) : reject('AlreadyRevoked');
}

const whileSuspended = (state: RevocationState, then: (hold: Hold, key: HeldKey, state: InForce) => Answer): Answer =>
  whileInForce(state, (inForce) => {
    const { hold, key } = inForce;
    return hold === null || key === null ? reject('NotSuspended') : then(hold, key, inForce);
  });

const whileRequested = (
  state: RevocationState,
  then: (request: Request, key: HeldKey, state: InForce) => Answer,
): Answer =>
  whileInForce(state, (inForce) => {
    const { request: asked, key } = inForce;
    return asked === null || key === null ? reject('RevocationNotRequested') : then(asked, key, inForce);
  });

/** The report may come after the end of the key, which is told to nobody as a refusal. Who asks is the enterprise itself. */
function suspendLost({ key, now }: SuspendLostKey['data'], state: RevocationState): Answer {
  if (state.status !== 'in-force' || state.hold !== null) return [];
  return [suspended({ key, ground: 'lost', reference: null, by: key.uscc, now }, false)];
}

function propose(
  { reference, by, now }: ProposeReinstatement['data'],
  { proposedBy }: Hold,
  open: Request | null,
): Answer {
  // Whether the key may be used again is settled with the request.
  if (open !== null) return reject('RevocationUnderWay');
  if (proposedBy === by) return [];
  if (proposedBy !== null) return reject('ReinstatementAlreadyProposed');
  return [{ type: 'ReinstatementProposed', data: { reference, by, proposedAt: now } }];
}

/** What is lost or known to others may do no harm while the request is looked into. */
const isUrgent = ({ ground }: RequestRevocation['data']): boolean => ground === 'lost' || ground === 'compromised';

function request(asked: RequestRevocation['data'], { request: open, hold }: InForce): Answer {
  if (open !== null) return reject('RevocationUnderWay');
  const { now, ...told } = asked;
  const requested: RevocationEvent = { type: 'RevocationRequested', data: { ...told, requestedAt: now } };
  return isUrgent(asked) && hold === null ? [requested, suspended(asked, true)] : [requested];
}

/** The suspension that came with the request goes with it, and as any other only by two people: him who asked and him who rejects. */
function refuse(
  { ground, by, now }: RejectRevocation['data'],
  asked: Request,
  key: HeldKey,
  { hold }: InForce,
): Answer {
  const rejected: RevocationEvent = { type: 'RevocationRejected', data: { ground, by, rejectedAt: now } };
  if (hold?.withRequest !== true) return [rejected];
  return by === asked.by ? reject('SecondPersonNeeded') : [rejected, reinstated(key, null, by, now)];
}

function execute({ by, now }: ExecuteRevocation['data'], asked: Request, key: HeldKey): Answer {
  const { ground, requester, reference, verifiedBy } = asked;
  if (verifiedBy === null) return reject('RevocationNotVerified');
  if (verifiedBy === by) return reject('SecondPersonNeeded');
  const { caseId, attempt, uscc, tokenSerial, serials, sealId } = key;
  const reason = reasonFor[ground];
  return [
    { type: 'RevocationApproved', data: { caseId, tokenSerial, serials, verifiedBy, by, approvedAt: now } },
    { type: 'RevocationOrdered', data: { caseId, attempt, serials, sealId, ground, reason, orderedAt: now } },
    { type: 'KeyRevoked', data: { caseId, attempt, uscc, tokenSerial, ground, requester, reference, revokedAt: now } },
  ];
}

function order({ now, ...ordered }: OrderRevocation['data'], state: RevocationState): Answer {
  if (state.status !== 'in-force' || ordered.serials.length === 0) return [];
  return [{ type: 'RevocationOrdered', data: { ...ordered, reason: reasonFor[ordered.ground], orderedAt: now } }];
}

function record({ serial, now }: { serial: string; now: string }, state: RevocationState): Answer {
  if (state.status !== 'ordered' || !state.left.includes(serial)) return [];
  const progressed = { type: 'RevocationProgressed', data: { serial, at: now } } as const;
  if (state.left.length > 1) return [progressed];
  const executed = { type: 'RevocationExecuted', data: { caseId: state.caseId, executedAt: now } } as const;
  return [progressed, executed, ...state.awaited.map((each) => awaitedExecuted(each, now))];
}

/** Only a hold that the enterprise itself has asked for, and not while an officer looks into a request to revoke the key. */
function liftReported({ now }: LiftReportedLoss['data'], state: RevocationState): Answer {
  if (state.status !== 'in-force' || state.key === null || state.request !== null) return [];
  return state.hold?.byEnterprise === true ? [reinstated(state.key, state.key.uscc, state.key.uscc, now)] : [];
}

/** Whatever has become of it meanwhile: the case that waits is told once it has ended. */
function revokeReplaced({ key, replacement, ground, now }: RevokeReplacedKey['data'], state: RevocationState): Answer {
  const { caseId, attempt, tokenSerial, serials, sealId } = key;
  const awaiting = { replacement, tokenSerial, serials };
  const awaited: RevocationEvent = { type: 'RevocationAwaited', data: { ...awaiting, awaitedAt: now } };
  if (state.status === 'in-force') {
    const reason = reasonFor[ground];
    return [
      { type: 'RevocationOrdered', data: { caseId, attempt, serials, sealId, ground, reason, orderedAt: now } },
      { type: 'KeyGivenUp', data: { replacement, tokenSerial, givenUpAt: now } },
      awaited,
    ];
  }
  if (state.awaited.some((each) => each.replacement === replacement)) return [];
  return state.status === 'ordered' ? [awaited] : [awaited, awaitedExecuted(awaiting, now)];
}

function recordListed({ replacement, crlNumber, now }: RecordListed['data'], state: RevocationState): Answer {
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

const suspended = (
  {
    key,
    ground,
    reference,
    by,
    now,
  }: Omit<KeySuspended['data'], 'withRequest' | 'suspendedAt'> & { readonly now: string },
  withRequest: boolean,
): KeySuspended => ({ type: 'KeySuspended', data: { key, ground, withRequest, reference, by, suspendedAt: now } });

const reinstated = (key: HeldKey, proposedBy: string | null, by: string, now: string): RevocationEvent => ({
  type: 'KeyReinstated',
  data: {
    ...{ caseId: key.caseId, tokenSerial: key.tokenSerial, serials: key.serials },
    ...{ proposedBy, by, reinstatedAt: now },
  },
});

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
