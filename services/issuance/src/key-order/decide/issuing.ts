import { reject } from '@ekey/kernel';
import type { OpenIssuance, RecordCertificate, RecordSeal } from '../key-order.commands';
import type { KeyOrderEvent } from '../key-order.events';
import { hasKey, type KeyOrderState, type WithKey } from '../key-order.state';
import { keyOf, notNow, type Answer } from './answer';

/**
 * The first fact of a certificate's way: the intent, with the serial number that it will have. The public key was claimed before.
 * Whoever brings a request out of the token makes the key, be it a colleague's to begin with.
 */
export function openIssuance(command: OpenIssuance['data'], state: KeyOrderState): Answer {
  const { now, attempt, use, ...request } = command;
  if (!hasKey(state) || state.status !== 'producing') return notNow('NotInProduction', state);
  if (attempt !== state.attempt) return reject('AnotherAttempt', { attempt: state.attempt });
  if (request.by === state.about.reVerifier) return reject('MakerIsReVerifier');
  const known = state.making.issuances[use];
  if (known !== undefined) return known.spkiSha256 === request.spkiSha256 ? [] : reject('IssuanceAlreadyOpened');
  const { caseId, uscc } = state.about;
  const about = { caseId, attempt, use, uscc, tokenSerial: state.making.tokenSerial };
  return [{ type: 'IssuanceOpened', data: { ...about, ...request, openedAt: now } }];
}

/** A certificate has left issuance on hold. With the second one the seal can be made. */
export function recordCertificate(command: RecordCertificate['data'], state: KeyOrderState): Answer {
  const { now, ...recorded } = command;
  const { use, serial, notBefore, notAfter } = recorded;
  if (!hasKey(state) || state.status !== 'producing' || state.attempt !== recorded.attempt) return [];
  const issuance = state.making.issuances[use];
  if (issuance?.serial !== serial || issuance.validity !== null) return [];
  const issuances = { ...state.making.issuances, [use]: { ...issuance, validity: { notBefore, notAfter } } };
  return [
    { type: 'CertificateRecorded', data: { ...recorded, recordedAt: now } },
    ...completed({ ...state, making: { ...state.making, issuances } }, now),
  ];
}

/** The seal is bound to the signing certificate and lives as long as it does. */
function completed(state: WithKey, now: string): readonly KeyOrderEvent[] {
  const { signing, encryption } = state.making.issuances;
  if (!signing?.validity || !encryption?.validity) return [];
  const certificates = { signing: signing.serial, encryption: encryption.serial };
  const { nameCn, formDocumentId, impression } = state.about;
  const made = { nameCn, certificates, ...signing.validity, formDocumentId, impression };
  const data = { ...keyOf(state), ...made, completedAt: now };
  return [{ type: 'CertificatesCompleted', data }];
}

export function recordSeal({ now, ...seal }: RecordSeal['data'], state: KeyOrderState): Answer {
  if (!hasKey(state) || state.status !== 'producing' || state.attempt !== seal.attempt) return [];
  return state.making.seal === null ? [{ type: 'SealMade', data: { ...seal, madeAt: now } }] : [];
}
