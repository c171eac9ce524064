import { reject, type Decider, type Decision } from '@ekey/kernel';
import type {
  AuthoriseUnlock,
  BarUnlocking,
  ReportUnlock,
  RequestUnlock,
  UnlockCommand,
  VerifyUnlock,
} from './unlock.commands';
import { unlockDocuments, type UnlockEvent } from './unlock.events';
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

function decide(command: UnlockCommand, state: UnlockState): Answer {
  switch (command.type) {
    case 'RequestUnlock':
      return request(command.data, state);
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
    case 'AllowUnlocking':
      // What is revoked stays so.
      if (state.bar !== 'suspended') return [];
      return [{ type: 'UnlockingAllowed', data: { allowedAt: command.data.now } }];
  }
}

const whileBegun = (state: UnlockState, then: (step: Begun) => Answer): Answer =>
  state.step.at === 'none' ? reject('UnlockNotRequested') : then(state.step);

function request({ now, ...asked }: RequestUnlock['data'], { bar, adminPinLocked, step }: UnlockState): Answer {
  if (bar !== null) return reject('KeyNotGood', { because: bar });
  if (adminPinLocked) return reject('AdminPinLocked');
  if (step.at !== 'none') return reject('UnlockUnderWay');
  return [{ type: 'UnlockRequested', data: { ...asked, requestedAt: now } }];
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

function bar({ because, now }: BarUnlocking['data'], state: UnlockState): Answer {
  if (state.bar === 'revoked' || state.bar === because) return [];
  return [{ type: 'UnlockingBarred', data: { because, ended: state.step.at !== 'none', barredAt: now } }];
}

/**
 * PIN 解锁 of a key in the hand of its enterprise (dossier §4.7): asked for, looked into, authorised by a code that is good once and
 * for a day, reported by whoever holds the token. PINs never come here. One stream for each key.
 */
export const unlock: Decider<UnlockCommand, UnlockState, UnlockEvent, UnlockRejection> = {
  category: 'issuance.Unlock',
  initial,
  decide,
  evolve,
};
