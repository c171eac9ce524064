import { reject } from '@ekey/kernel';
import { instantAfter, secondsBetween } from '../../time/instants';
import type { DataOf } from '../key-application.commands';
import type { Answer } from '../key-application.rejections';
import type { KeyApplicationState } from '../key-application.state';

/** A second activation mail is not sent within this time, in seconds. */
const BETWEEN_MAILS = 60;

/** Each request replaces the one before: only the newest link opens anything. */
export function requestActivation(data: DataOf<'RequestActivation'>, state: KeyApplicationState): Answer {
  if (data.because === 'asked-again') return requestAgain(data, state);
  return data.because === 'renewal' ? requestAtRenewal(data, state) : requestFirst(data, state);
}

/** A key is renewed whose account was never activated: the old link may have run out long ago. */
function requestAtRenewal(data: DataOf<'RequestActivation'>, state: KeyApplicationState): Answer {
  if (state.status === 'none' || state.status === 'ended' || state.file.activation?.status !== 'sent') return [];
  return requested(data, state, true);
}

/** By policy, at the moment that the case's terms name; at the approval at the latest. */
function requestFirst(data: DataOf<'RequestActivation'>, state: KeyApplicationState): Answer {
  if (state.status === 'none' || state.status === 'ended' || state.file.activation !== null) return [];
  // The user name stays, and with it the account on the platform.
  if (state.file.named?.activatedBefore === true) return [];
  if (data.because === 'registration' && state.file.terms.trigger !== 'registration') return [];
  return requested(data, state, false);
}

function requestAgain(data: DataOf<'RequestActivation'>, state: KeyApplicationState): Answer {
  if (state.status === 'none') return reject('ApplicationUnknown');
  if (state.status === 'ended') return reject('CaseEnded', { how: state.how });
  const { activation } = state.file;
  if (activation === null) return reject('ActivationNotRequested');
  if (activation.status === 'activated') return reject('AlreadyActivated');
  if (activation.status === 'ordered') return reject('ActivationInProgress');
  if (secondsBetween(activation.requestedAt, data.now) < BETWEEN_MAILS) return reject('ActivationJustSent');
  return requested(data, state, true);
}

function requested(
  { requestId, renewalId, now }: DataOf<'RequestActivation'>,
  { file }: Exclude<KeyApplicationState, { status: 'none' }>,
  again: boolean,
): Answer {
  const { is, form, mailTo, mailStatedAt, terms } = file;
  if (form === null) return [];
  const expiresAt = instantAfter(now, terms.days);
  const recipient = { mailTo, mailStatedAt, ...(renewalId !== undefined && { renewalId }) };
  const request = { requestId, nameCn: form.nameCn, again, ...recipient, requestedAt: now, expiresAt };
  return [{ type: 'ActivationRequested', data: { ...is, ...request } }];
}

/** The mailed link is used. The outside platform is asked by an effect, which reports what became of it. */
export function activate({ requestId, now }: DataOf<'ActivateAccount'>, state: KeyApplicationState): Answer {
  if (state.status === 'none') return reject('LinkUnknown');
  const { is, form, activation } = state.file;
  if (activation === null || form === null || activation.requestId !== requestId) return reject('LinkUnknown');
  if (activation.status !== 'sent') return reject('LinkUsed');
  if (state.status === 'ended') return reject('CaseEnded', { how: state.how });
  if (now >= activation.expiresAt) return reject('LinkExpired');
  return [
    { type: 'ActivationOrdered', data: { ...is, requestId, nameCn: form.nameCn, form: form.form, orderedAt: now } },
  ];
}

/** A refusal by the platform frees the link, so that it can be tried again once the cause is mended. */
export function recordActivation(
  { requestId, refusedBecause, now }: DataOf<'RecordActivation'>,
  state: KeyApplicationState,
): Answer {
  if (state.status === 'none') return [];
  const { is, accountId, activation } = state.file;
  if (activation?.status !== 'ordered' || activation.requestId !== requestId) return [];
  return refusedBecause === null
    ? [{ type: 'AccountActivated', data: { ...is, requestId, accountId, activatedAt: now } }]
    : [{ type: 'ActivationRefused', data: { requestId, cause: refusedBecause, refusedAt: now } }];
}
