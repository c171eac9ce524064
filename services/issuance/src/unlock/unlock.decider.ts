import { isRejection, reject, type Decider, type Decision } from '@ekey/kernel';
import type { HeldKey, OnLineRequest } from '../revocation/revocation.events';
import type {
  AuthoriseUnlock,
  BarUnlocking,
  OvertakeUnlocking,
  ReportUnlock,
  RequestUnlock,
  RequestUnlockOnLine,
  TakeOverAdminPinLock,
  UnlockCommand,
  VerifyUnlock,
  WithdrawUnlock,
} from './unlock.commands';
import { unlockDocuments, type UnlockEvent, type UnlockObstacle, type UnlockOutcome } from './unlock.events';
import { evolve, initial, type UnlockState, type UnlockStep } from './unlock.state';

export type UnlockRejection =
  | 'KeyNotGood'
  | 'AdminPinLocked'
  | 'UnlockUnderWay'
  | 'UnlockNotRequested'
  | 'UnlockAlreadyVerified'
  | 'UnlockDocumentsMissing'
  | 'UnlockNotVerified'
  | 'UnlockAlreadyAuthorised'
  | 'UnlockCodeWrong'
  | 'UnlockCodeExpired'
  | 'PinNotChanged';

type Answer = Decision<UnlockEvent, UnlockRejection>;
type Begun = Exclude<UnlockStep, { at: 'none' }>;

/** Who has asked on line is told how it ended, whoever ended it. */
function decide(command: UnlockCommand, state: UnlockState): Answer {
  const { step } = state;
  const decision = judge(command, state);
  if (isRejection(decision) || step.at === 'none' || step.request === null) return decision;
  const { request, key } = step;
  return decision.flatMap((fact) => {
    const outcome = outcomeOf(fact);
    return outcome === null ? [fact] : [fact, answered(request, key, outcome, command.data.now)];
  });
}

function judge(command: UnlockCommand, state: UnlockState): Answer {
  switch (command.type) {
    case 'RequestUnlock':
      return request(command.data, state);
    case 'RequestUnlockOnLine':
      return requestOnLine(command.data, state);
    case 'WithdrawUnlock':
      return withdraw(command.data, state.step);
    case 'VerifyUnlock':
      return whileBegun(state, (step) => verify(command.data, step));
    case 'AuthoriseUnlock':
      return whileBegun(state, (step) => authorise(command.data, step));
    case 'RejectUnlock':
      return whileBegun(state, () => {
        const { now, ...rejected } = command.data;
        return [{ type: 'UnlockRejected', data: { ...rejected, rejectedAt: now } }];
      });
    case 'CancelUnlock':
      return whileBegun(state, () => {
        const { by, now } = command.data;
        return [{ type: 'UnlockCancelled', data: { by, cancelledAt: now } }];
      });
    case 'ReportUnlock':
      return report(command.data, state);
    case 'ExpireUnlock': {
      const { now } = command.data;
      if (state.step.at !== 'authorised' || now < state.step.expiresAt) return [];
      return [{ type: 'UnlockExpired', data: { expiredAt: now } }];
    }
    case 'BarUnlocking':
      return bar(command.data, state);
    case 'OvertakeUnlocking':
      return overtake(command.data, state);
    case 'TakeOverAdminPinLock':
      return takeOverAdminPinLock(command.data, state);
    case 'AllowUnlocking':
      // What is revoked or renewed stays so.
      if (state.bar !== 'suspended') return [];
      return [{ type: 'UnlockingAllowed', data: { allowedAt: command.data.now } }];
  }
}

const whileBegun = (state: UnlockState, then: (step: Begun) => Answer): Answer =>
  state.step.at === 'none' ? reject('UnlockNotRequested') : then(state.step);

function obstacleIn({ bar, adminPinLocked, step }: UnlockState): UnlockObstacle | null {
  if (bar !== null) return bar;
  if (adminPinLocked) return 'admin-pin-locked';
  return step.at === 'none' ? null : 'under-way';
}

function request({ now, ...asked }: RequestUnlock['data'], state: UnlockState): Answer {
  const obstacle = obstacleIn(state);
  switch (obstacle) {
    case 'suspended':
    case 'revoked':
    case 'renewed':
      return reject('KeyNotGood', { because: obstacle });
    case 'admin-pin-locked':
      return reject('AdminPinLocked');
    case 'under-way':
      return reject('UnlockUnderWay');
    case null:
      return [{ type: 'UnlockRequested', data: { ...asked, requestedAt: now } }];
  }
}

/** Nobody waits for the answer to a policy: what stands in the way is a fact as well. */
function requestOnLine({ now, ...asked }: RequestUnlockOnLine['data'], state: UnlockState): Answer {
  const obstacle = obstacleIn(state);
  if (obstacle !== null) return [answered(asked.request, asked.key, obstacle, now)];
  return [{ type: 'UnlockRequestedOnLine', data: { ...asked, requestedAt: now } }];
}

/** However far it has come: a code that was not used opens nothing any more. */
function withdraw({ requestId, now }: WithdrawUnlock['data'], step: UnlockStep): Answer {
  if (step.at === 'none' || step.request?.requestId !== requestId) return [];
  return [{ type: 'UnlockWithdrawn', data: { requestId, tokenSerial: step.key.tokenSerial, withdrawnAt: now } }];
}

const answered = (
  request: OnLineRequest,
  { tokenSerial }: HeldKey,
  outcome: UnlockOutcome,
  answeredAt: string,
): UnlockEvent => ({ type: 'UnlockRequestAnswered', data: { ...request, tokenSerial, outcome, answeredAt } });

/** What the end of an unlocking is to who has asked for it. */
function outcomeOf({ type, data }: UnlockEvent): UnlockOutcome | null {
  switch (type) {
    case 'KeyUnlocked':
      return 'unlocked';
    case 'UnlockFailed':
    case 'UnlockRejected':
      return data.ground;
    case 'UnlockingBarred':
      return data.because;
    case 'UnlockingOvertaken':
      return 'renewed';
    case 'AdminPinLockTakenOver':
      return 'admin-pin-locked';
    case 'UnlockCancelled':
      return 'cancelled';
    case 'UnlockExpired':
      return 'expired';
    default:
      return null;
  }
}

function verify({ now, ...verified }: VerifyUnlock['data'], step: Begun): Answer {
  if (step.at !== 'requested') return reject('UnlockAlreadyVerified');
  const missing = unlockDocuments.filter((each) => !verified.documents.includes(each));
  if (missing.length > 0) return reject('UnlockDocumentsMissing', { missing });
  return [{ type: 'UnlockVerified', data: { ...verified, verifiedAt: now } }];
}

function authorise({ now, ...authorised }: AuthoriseUnlock['data'], step: Begun): Answer {
  if (step.at === 'requested') return reject('UnlockNotVerified');
  if (step.at === 'authorised') return reject('UnlockAlreadyAuthorised');
  return [{ type: 'UnlockAuthorised', data: { ...authorised, authorisedAt: now } }];
}

/** Without the right code nobody learns whether there is anything to report. */
function report({ codeDigest, outcome, pinChanged, now }: ReportUnlock['data'], state: UnlockState): Answer {
  const { step, usedCode, adminPinLocked } = state;
  // Told again, since the answer was lost.
  if (usedCode === codeDigest && adminPinLocked === (outcome === 'admin-pin-locked')) return [];
  if (step.at !== 'authorised' || step.codeDigest !== codeDigest) return reject('UnlockCodeWrong');
  if (now >= step.expiresAt) return reject('UnlockCodeExpired');
  const { caseId, tokenSerial } = step.key;
  if (outcome === 'admin-pin-locked')
    return [{ type: 'UnlockFailed', data: { caseId, tokenSerial, ground: outcome, failedAt: now } }];
  if (!pinChanged) return reject('PinNotChanged');
  return [{ type: 'KeyUnlocked', data: { caseId, tokenSerial, unlockedAt: now } }];
}

const isBarredForEver = ({ bar }: UnlockState): boolean => bar === 'revoked' || bar === 'renewed';

function bar({ because, now }: BarUnlocking['data'], state: UnlockState): Answer {
  if (isBarredForEver(state) || state.bar === because) return [];
  return [{ type: 'UnlockingBarred', data: { because, ended: state.step.at !== 'none', barredAt: now } }];
}

function overtake({ successor, now }: OvertakeUnlocking['data'], state: UnlockState): Answer {
  if (isBarredForEver(state)) return [];
  const ended = state.step.at !== 'none';
  const overtaken: UnlockEvent = { type: 'UnlockingOvertaken', data: { ended, successor, overtakenAt: now } };
  return state.adminPinLocked ? [overtaken, lockPassedOn(successor, now)] : [overtaken];
}

/** Its token may have been renewed once more meanwhile. */
function takeOverAdminPinLock({ now }: TakeOverAdminPinLock['data'], state: UnlockState): Answer {
  const { adminPinLocked, successor, step } = state;
  if (adminPinLocked) return [];
  const taken: UnlockEvent = { type: 'AdminPinLockTakenOver', data: { ended: step.at !== 'none', takenOverAt: now } };
  return successor === null ? [taken] : [taken, lockPassedOn(successor, now)];
}

const lockPassedOn = (to: HeldKey, now: string): UnlockEvent => ({
  type: 'AdminPinLockPassedOn',
  data: { to, passedOnAt: now },
});

/**
 * PIN 解锁 of a key in the hand of its enterprise: asked for on line or at a desk, looked into, authorised by a
 * code that is good once and for a day, reported by whoever holds the token. PINs never come here. One stream for each key.
 */
export const unlock: Decider<UnlockCommand, UnlockState, UnlockEvent, UnlockRejection> = {
  category: 'issuance.Unlock',
  initial,
  decide,
  evolve,
};
