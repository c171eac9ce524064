import type { CertificateUse } from '../public-key/public-key.events';
import type { CertificateEvent } from './certificate.events';

/** How far the making of it has come. */
export type Step = 'reserved' | 'prepared' | 'issued' | 'released';

interface Ending {
  /** The revocations that were told of its end. */
  readonly endedFor: readonly string[];
}
interface Known extends Ending {
  /** What it is worth: from its first fact on hold, until it goes live, which it may be kept from for a while, or is revoked for good. */
  readonly standing: 'on-hold' | 'live' | 'suspended' | 'revoked';
  readonly step: Step;
  readonly serial: string;
  readonly caseId: string;
  readonly attempt: number;
  readonly use: CertificateUse;
  readonly uscc: string;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  /** DER in base64, once it is signed. */
  readonly certificate: string | null;
}

export type CertificateState = { readonly standing: 'unknown' } | (Ending & { readonly standing: 'withheld' }) | Known;

export const initial: CertificateState = { standing: 'unknown' };

export const isKnown = (state: CertificateState): state is Known => 'step' in state;

export function evolve(state: CertificateState, event: CertificateEvent): CertificateState {
  switch (event.type) {
    case 'SerialNumberReserved': {
      const { serial, caseId, attempt, use, uscc } = event.data;
      const nothing = { notBefore: null, notAfter: null, certificate: null };
      return { standing: 'on-hold', step: 'reserved', serial, caseId, attempt, use, uscc, ...nothing, endedFor: [] };
    }
    case 'SerialNumberWithheld':
      return { standing: 'withheld', endedFor: [event.data.revocationId] };
    case 'IssuancePrepared':
      return known(state, { step: 'prepared', notBefore: event.data.notBefore, notAfter: event.data.notAfter });
    case 'CertificateIssued':
      return known(state, { step: 'issued', certificate: event.data.certificate });
    case 'HoldPublished':
      return known(state, { step: 'released' });
    case 'CertificateSuspended':
      return known(state, { standing: 'suspended' });
    case 'CertificateActivated':
    case 'CertificateReinstated':
      return known(state, { standing: 'live' });
    case 'CertificateRevoked':
      return known(state, { standing: 'revoked', endedFor: [event.data.revocationId] });
    case 'CertificateFoundRevoked':
      return 'endedFor' in state ? { ...state, endedFor: [...state.endedFor, event.data.revocationId] } : state;
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}

const known = (state: CertificateState, change: Partial<Known>): CertificateState =>
  isKnown(state) ? { ...state, ...change } : state;
