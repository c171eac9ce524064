import { later, reject } from '@ekey/kernel';
import type { DataOf } from '../renewal.commands';
import { STEPS, type RenewalEvent } from '../renewal.events';
import { whyOver, type Answer, type Refusal } from '../renewal.rejections';
import type { Delivery, RenewalState, Update } from '../renewal.state';
import { isPastItsTime } from './casework';

/** So many key pairs may be lost on the way; after that the token itself is in doubt. */
const MOST_ORPHANS = 3;
/** A session in which nothing is done for so long is over. */
export const SESSION_MINUTES = 15;

type Approved = Extract<RenewalState, { status: 'approved' }>;

/** A later session takes the place of an earlier one, on whatever computer; what was done stays done. */
export function openSession(
  { sessionId, nonce, graceDays, now }: DataOf<'OpenUpdateSession'>,
  state: RenewalState,
): Answer {
  const approved = toBeUpdated(state);
  if ('rejected' in approved) return approved;
  if (isPastItsTime(approved.file, graceDays, now)) return reject('CertificateEnded');
  return [{ type: 'UpdateSessionOpened', data: { sessionId, nonce, openedAt: now } }];
}

/**
 * The same key is asked for once. Another one tells that the token has lost the first: that attempt is given up, with both its
 * keys. In the place of one that was refused it is asked for in the same attempt: nothing was made that could be an orphan.
 */
export function acceptRequest(data: DataOf<'AcceptCertificateRequest'>, state: RenewalState): Answer {
  const at = inSession(state, data);
  if ('rejected' in at) return at;
  const { approved, update } = at;
  const { use, spkiSha256 } = data;
  const known = update.requests[use];
  if (known?.spkiSha256 === spkiSha256) return [];
  const other = update.requests[use === 'signing' ? 'encryption' : 'signing'];
  if (other?.spkiSha256 === spkiSha256) return reject('KeysNotDistinct');
  if (known === undefined || known.refused !== null) return [accepted(approved, data, Math.max(1, update.attempt))];
  if (update.attempt > MOST_ORPHANS) return reject('TooManyOrphans', { most: MOST_ORPHANS, procedure: 'replacement' });
  const abandoned = { ...approved.file.is, attempt: update.attempt, abandonedAt: data.now };
  return [{ type: 'AttemptAbandoned', data: abandoned }, accepted(approved, data, update.attempt + 1)];
}

function accepted(
  { file, formDocumentId }: Approved,
  { use, spki, spkiSha256, requestSha256, now }: DataOf<'AcceptCertificateRequest'>,
  attempt: number,
): RenewalEvent {
  const { nameCn, tokenSerial, notAfter: oldNotAfter } = file.key;
  const request = { use, spki, spkiSha256, requestSha256, formDocumentId, oldNotAfter };
  return {
    type: 'CertificateRequestAccepted',
    data: { ...file.is, attempt, nameCn, tokenSerial, ...request, acceptedAt: now },
  };
}

/** Each thing is written, then read back: what is in the token is told by its digest. */
export function confirmStep(data: DataOf<'ConfirmStep'>, state: RenewalState): Answer {
  const at = inSession(state, data);
  if ('rejected' in at) return at;
  const { step, sha256, now } = data;
  const { delivery, steps, attempt } = at.update;
  if (delivery === null) return reject('DeliveryMissing');
  if (digestOf(delivery)[step] !== sha256) return reject('ReadBackDiffers', { step });
  if (steps.includes(step)) return [];
  const next = STEPS[steps.length];
  if (step !== next) return reject('StepOutOfOrder', { next });
  return [{ type: 'StepConfirmed', data: { attempt, step, confirmedAt: now } }];
}

const digestOf = ({ certificates, seal }: Delivery) => ({
  'signing-written': certificates.signing.sha256,
  'encryption-written': certificates.encryption.sha256,
  'seal-written': seal.sha256,
});

/** Only here the new certificates take the place of the old: until then the old key works. */
export function proveNewKey(data: DataOf<'ProveNewKey'>, state: RenewalState): Answer {
  const at = inSession(state, data);
  if ('rejected' in at) return at;
  const { attempt, signature, now } = data;
  const { approved, update } = at;
  if (update.delivery === null) return reject('DeliveryMissing');
  if (attempt !== update.attempt) return reject('AnotherAttempt', { attempt: update.attempt });
  const missing = STEPS.slice(update.steps.length);
  if (missing.length > 0) return reject('StepsMissing', { missing });
  const { signing, encryption } = update.delivery.certificates;
  const { is, key } = approved.file;
  const { tokenSerial, agencyId, pickupPointId, certificates: oldCertificates } = key;
  const certificates = { signing: signing.serial, encryption: encryption.serial };
  const proved = { oldCertificates, certificates, notAfter: signing.notAfter, signature, provedAt: now };
  return [{ type: 'NewKeyProved', data: { ...is, attempt, tokenSerial, agencyId, pickupPointId, ...proved } }];
}

/** Told by issuance. What belongs to an attempt that was given up comes too late. */
export function recordDelivery({ now, ...made }: DataOf<'RecordDelivery'>, state: RenewalState): Answer {
  if (state.status !== 'approved' || state.update?.attempt !== made.attempt || state.update.delivery !== null)
    return [];
  return [{ type: 'DeliveryRecorded', data: { ...made, recordedAt: now } }];
}

export function recordRequestRefusal(
  { attempt, use, code, now }: DataOf<'RecordRequestRefusal'>,
  state: RenewalState,
): Answer {
  if (state.status !== 'approved' || state.update?.attempt !== attempt) return [];
  if (state.update.requests[use]?.refused !== null) return [];
  return [{ type: 'RequestRefusalRecorded', data: { attempt, use, code, recordedAt: now } }];
}

/** Asked by a clock: the interruption is told to whoever looks at the case, and nothing is lost by it. */
export function interruptUpdate({ sessionId, now }: DataOf<'InterruptUpdate'>, state: RenewalState): Answer {
  if (state.status !== 'approved' || state.update?.sessionId !== sessionId || state.update.interrupted) return [];
  return isTimedOut(state.update, now) ? [{ type: 'UpdateInterrupted', data: { sessionId, interruptedAt: now } }] : [];
}

const isTimedOut = ({ interrupted, lastAt }: Update, now: string): boolean =>
  interrupted || now > later(lastAt, SESSION_MINUTES * 60_000);

const toBeUpdated = (state: RenewalState): Approved | Refusal => {
  if (state.status === 'approved') return state;
  return state.status === 'open' || state.status === 'under-review' ? reject('NotApproved') : whyOver(state);
};

/** The update, as long as this session is the one in which it goes on; or why it is not. */
export function inSession(
  state: RenewalState,
  { sessionId, now }: { readonly sessionId: string; readonly now: string },
): { readonly approved: Approved; readonly update: Update } | Refusal {
  const approved = toBeUpdated(state);
  if ('rejected' in approved) return approved;
  const { update } = approved;
  if (update === null) return reject('SessionMissing');
  if (update.sessionId !== sessionId) return reject('SessionSuperseded');
  return isTimedOut(update, now) ? reject('SessionTimedOut') : { approved, update };
}
