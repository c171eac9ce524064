import { streamIdOf, viewPart, type Recorded, type View } from '@ekey/kernel';
import type { CertificateEvent } from '../certificate/certificate.events';
import type { CertificateUse } from '../public-key/public-key.events';

interface Entry {
  readonly standing: 'on-hold' | 'live' | 'suspended' | 'revoked';
  readonly caseId: string;
  readonly uscc: string;
  readonly use: CertificateUse;
  readonly tokenSerial: string;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  /** DER in base64, once it may leave issuance. */
  readonly certificate: string | null;
  readonly isReleased: boolean;
  readonly reason: string | null;
  readonly changedAt: string;
}
export interface CertificateStatus extends Entry {
  readonly serial: string;
}

function project(entry: Entry | null, { type, data, meta }: Recorded<CertificateEvent>): Entry | null {
  if (type === 'SerialNumberReserved') {
    const { caseId, uscc, use, tokenSerial } = data;
    const nothing = { notBefore: null, notAfter: null, certificate: null, isReleased: false, reason: null };
    return { standing: 'on-hold', caseId, uscc, use, tokenSerial, ...nothing, changedAt: meta.recordedAt };
  }
  if (entry === null) return null;
  const changedAt = meta.recordedAt;
  switch (type) {
    case 'IssuancePrepared':
      return { ...entry, notBefore: data.notBefore, notAfter: data.notAfter };
    case 'CertificateIssued':
      return { ...entry, certificate: data.certificate };
    case 'HoldPublished':
      return { ...entry, isReleased: true };
    case 'CertificateSuspended':
      return { ...entry, standing: 'suspended', changedAt };
    case 'CertificateActivated':
    case 'CertificateReinstated':
      return { ...entry, standing: 'live', changedAt };
    case 'CertificateRevoked':
      return { ...entry, standing: 'revoked', reason: data.reason, changedAt };
    default:
      return entry;
  }
}

interface Parts {
  readonly certificate: Entry;
}

/** What is a certificate worth? */
export const certificates: View<Parts, CertificateStatus> = {
  name: 'certificates',
  version: 3,
  parts: {
    certificate: viewPart<Entry, CertificateEvent>({
      from: 'own',
      category: 'issuance.Certificate',
      on: [
        'SerialNumberReserved',
        'IssuancePrepared',
        'CertificateIssued',
        'HoldPublished',
        'CertificateActivated',
        'CertificateSuspended',
        'CertificateReinstated',
        'CertificateRevoked',
      ],
      key: ({ meta }) => streamIdOf(meta.stream),
      project,
    }),
  },
  answer: ({ certificate }, serial) => (certificate === undefined ? null : { serial, ...certificate }),
  indexes: {
    caseId: ({ caseId }) => caseId,
    uscc: ({ uscc }) => uscc,
    standing: ({ standing }) => standing,
    tokenSerial: ({ tokenSerial }) => tokenSerial,
  },
};
