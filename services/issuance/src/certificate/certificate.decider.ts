import type { Decider } from '@ekey/kernel';
import type {
  CertificateCommand,
  HoldCertificate,
  RecordHoldPublished,
  RevokeCertificate,
} from './certificate.commands';
import type { CertificateEvent } from './certificate.events';
import { evolve, initial, isKnown, type CertificateState } from './certificate.state';

/** Policies and effects alone speak to a certificate; what no longer applies is passed over, and nothing is ever refused. */
function decide(command: CertificateCommand, state: CertificateState): readonly CertificateEvent[] {
  switch (command.type) {
    case 'ReserveSerialNumber': {
      const { now, ...order } = command.data;
      return state.standing === 'unknown'
        ? [{ type: 'SerialNumberReserved', data: { ...order, reservedAt: now } }]
        : [];
    }
    case 'RevokeCertificate':
      return revoke(command.data, state);
    case 'PrepareIssuance': {
      if (!isKnown(state) || state.standing !== 'on-hold' || state.step !== 'reserved') return [];
      const { now, ...prepared } = command.data;
      const { serial, use: profile } = state;
      return [{ type: 'IssuancePrepared', data: { serial, profile, ...prepared, preparedAt: now } }];
    }
    case 'RecordSignedCertificate': {
      // Recorded even where it was revoked in the meantime: a signature that exists is never kept from the log.
      if (!isKnown(state) || state.step !== 'prepared') return [];
      const { now, ...signed } = command.data;
      return [{ type: 'CertificateIssued', data: { serial: state.serial, ...signed, issuedAt: now } }];
    }
    case 'RecordHoldPublished':
      return release(command.data, state);
    case 'ActivateCertificate': {
      if (!isKnown(state) || state.standing !== 'on-hold' || state.step !== 'released') return [];
      return [{ type: 'CertificateActivated', data: { ...nameOf(state), at: command.data.now } }];
    }
    case 'SuspendCertificate': {
      // Its key may be suspended before it hears that the key was handed over; then it goes live with the reinstatement.
      if (!isKnown(state) || state.step !== 'released') return [];
      if (state.standing !== 'live' && state.standing !== 'on-hold') return [];
      return [{ type: 'CertificateSuspended', data: heldBy(command.data, state) }];
    }
    case 'ReinstateCertificate': {
      if (!isKnown(state) || state.standing !== 'suspended') return [];
      return [{ type: 'CertificateReinstated', data: heldBy(command.data, state) }];
    }
  }
}

function revoke(
  { serial, reason, revocationId, now }: RevokeCertificate['data'],
  state: CertificateState,
): readonly CertificateEvent[] {
  if (state.standing === 'unknown') {
    return [{ type: 'SerialNumberWithheld', data: { serial, revocationId, withheldAt: now } }];
  }
  if (state.standing === 'withheld' || state.standing === 'revoked') {
    if (state.endedFor.includes(revocationId)) return [];
    return [{ type: 'CertificateFoundRevoked', data: { serial, revocationId, at: now } }];
  }
  return [{ type: 'CertificateRevoked', data: { ...nameOf(state), reason, revocationId, at: now } }];
}

function release(
  { crlNumber, now }: RecordHoldPublished['data'],
  state: CertificateState,
): readonly CertificateEvent[] {
  if (!isKnown(state) || state.standing !== 'on-hold' || state.step !== 'issued') return [];
  const { attempt, use, notBefore, notAfter } = state;
  if (notBefore === null || notAfter === null) return [];
  const released = { ...nameOf(state), attempt, use, notBefore, notAfter, crlNumber, publishedAt: now };
  return [{ type: 'HoldPublished', data: released }];
}

const heldBy = ({ revocationId, now }: HoldCertificate['data'], state: Parameters<typeof nameOf>[0]) => ({
  ...nameOf(state),
  revocationId,
  at: now,
});

const nameOf = ({ serial, caseId, uscc }: { serial: string; caseId: string; uscc: string }) => ({
  serial,
  caseId,
  uscc,
});

/** One certificate by its serial number: intent before signature, on hold until the key is in the right hand, and again while it is not. */
export const certificate: Decider<CertificateCommand, CertificateState, CertificateEvent, never> = {
  category: 'issuance.Certificate',
  initial,
  decide,
  evolve,
};
