import type { Decider } from '@ekey/kernel';
import type { CertificateUse } from '../public-key/public-key.events';
import type {
  CompleteRenewal,
  OpenRenewalIssuance,
  RecordRenewalCertificate,
  RenewalOrderCommand,
  TakeRequest,
} from './renewal-order.commands';
import type { RenewalOrderEvent, RenewalRequest } from './renewal-order.events';
import { evolve, initial, type Asked, type Attempt, type RenewalOrderState } from './renewal-order.state';

type Facts = readonly RenewalOrderEvent[];

/** Policies and effects alone speak to it; what no longer applies is passed over, and nothing is ever refused. */
function decide(command: RenewalOrderCommand, state: RenewalOrderState): Facts {
  switch (command.type) {
    case 'TakeRequest':
      return take(command.data, state);
    case 'AcceptKey': {
      const { now, use } = command.data;
      const found = askedAt(state, command.data.attempt, use, 'taken');
      return found === null ? [] : [{ type: 'RenewalKeyAccepted', data: { ...found.request, acceptedAt: now } }];
    }
    case 'RefuseKey': {
      const { now, use, attempt } = command.data;
      const found = askedAt(state, attempt, use, 'taken');
      if (found === null) return [];
      const { caseId, uscc } = found.request;
      const code = 'PublicKeyTaken';
      return [{ type: 'RenewalRequestRefused', data: { caseId, uscc, attempt, use, code, refusedAt: now } }];
    }
    case 'OpenRenewalIssuance':
      return open(command.data, state);
    case 'RecordRenewalCertificate':
      return record(command.data, state);
    case 'RecordRenewalMade': {
      const { now, ...made } = command.data;
      const attempt = current(state, made.attempt);
      if (attempt === null || attempt.sealId !== null) return [];
      return [{ type: 'RenewalMade', data: { ...ofAttempt(attempt), ...made, madeAt: now } }];
    }
    case 'OrphanAttempt':
      return notOver(state)
        .filter(({ number }) => number === command.data.attempt)
        .map((attempt) => orphan(attempt, command.data.now));
    case 'OrphanWhatIsLeft':
      return notOver(state).map((attempt) => orphan(attempt, command.data.now));
    case 'CompleteRenewal':
      return complete(command.data, state);
  }
}

/**
 * A request of an attempt that is over comes too late. One of a later attempt begins it, and says by that alone that those
 * before are over: whoever tells their end may come after it.
 */
function take({ now, ...request }: TakeRequest['data'], state: RenewalOrderState): Facts {
  const taken: RenewalOrderEvent = { type: 'RenewalRequestTaken', data: { ...request, takenAt: now } };
  if (state.status === 'completed') return [];
  if (state.status === 'unknown') return [taken];
  const { number, asked } = state.attempt;
  if (request.attempt > number) return [...notOver(state).map((attempt) => orphan(attempt, now)), taken];
  const before = asked[request.use];
  const isWanted = before === undefined || isOtherThanRefused(request, before);
  return request.attempt === number && state.orphanedAt === null && isWanted ? [taken] : [];
}

/** For a key that was refused the token makes another one. */
const isOtherThanRefused = ({ spkiSha256 }: RenewalRequest, { step, request }: Asked): boolean =>
  step === 'refused' && request.spkiSha256 !== spkiSha256;

/** The intent, before anything is signed; the public key was claimed before. */
function open({ attempt, use, serial, subject, now }: OpenRenewalIssuance['data'], state: RenewalOrderState): Facts {
  const found = askedAt(state, attempt, use, 'accepted');
  if (found === null) return [];
  return [{ type: 'RenewalIssuanceOpened', data: { ...found.request, serial, subject, openedAt: now } }];
}

/** A certificate has left issuance on hold. With the second one the seal can be made. */
function record({ now, ...recorded }: RecordRenewalCertificate['data'], state: RenewalOrderState): Facts {
  const { attempt: number, use, serial, notBefore, notAfter } = recorded;
  const found = askedAt(state, number, use, 'opened');
  if (found === null || found.serial !== serial || found.validity !== null) return [];
  const fact: RenewalOrderEvent = { type: 'RenewalCertificateRecorded', data: { ...recorded, recordedAt: now } };
  const after = current(evolve(state, fact), number);
  const [signing, encryption] = [after?.asked.signing, after?.asked.encryption];
  if (after === null || !signing?.serial || !signing.validity || !encryption?.serial || !encryption.validity)
    return [fact];
  const { nameCn, formDocumentId } = signing.request;
  const { tokenSerial } = after.of;
  const certificates = { signing: signing.serial, encryption: encryption.serial };
  const validity = use === 'signing' ? { notBefore, notAfter } : signing.validity;
  const about = { ...ofAttempt(after), nameCn, tokenSerial, certificates, ...validity, formDocumentId };
  return [fact, { type: 'RenewalCertificatesCompleted', data: { ...about, completedAt: now } }];
}

function orphan(attempt: Attempt, now: string): RenewalOrderEvent {
  const serials = Object.values(attempt.asked).flatMap(({ serial }) => serial ?? []);
  const { sealId } = attempt;
  return { type: 'RenewalAttemptOrphaned', data: { ...ofAttempt(attempt), serials, sealId, orphanedAt: now } };
}

/** Only what was made whole can have been proved. */
function complete({ now, ...renewed }: CompleteRenewal['data'], state: RenewalOrderState): Facts {
  const attempt = current(state, renewed.attempt);
  if (attempt === null || attempt.sealId === null) return [];
  const { sealId } = attempt;
  const { tokenSerial } = attempt.of;
  const { certificates } = renewed;
  return [
    { type: 'RenewalCompleted', data: { ...ofAttempt(attempt), ...renewed, completedAt: now } },
    { type: 'RenewedKeyTaken', data: { ...ofAttempt(attempt), tokenSerial, certificates, sealId, takenAt: now } },
  ];
}

/** The attempt under way, if it is this one. */
const current = (state: RenewalOrderState, number: number): Attempt | null =>
  state.status === 'open' && state.orphanedAt === null && state.attempt.number === number ? state.attempt : null;

/** Every attempt, of those that did not succeed, whose end was not told. */
function notOver(state: RenewalOrderState): readonly Attempt[] {
  if (state.status === 'unknown') return [];
  return state.status === 'open' && state.orphanedAt === null ? [...state.left, state.attempt] : state.left;
}

function askedAt(state: RenewalOrderState, number: number, use: CertificateUse, step: Asked['step']): Asked | null {
  const asked = current(state, number)?.asked[use];
  return asked?.step === step ? asked : null;
}

const ofAttempt = ({ number, of: { caseId, uscc } }: Attempt) => ({ caseId, uscc, attempt: number });

/** What is made for one renewal: certificates for the keys that were made in the token, and the seal that lists them. */
export const renewalOrder: Decider<RenewalOrderCommand, RenewalOrderState, RenewalOrderEvent, never> = {
  category: 'issuance.RenewalOrder',
  initial,
  decide,
  evolve,
};
