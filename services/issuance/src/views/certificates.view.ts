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
    const nothing = { notBefore: null, notAfter: null, isReleased: false, reason: null };
    return { standing: 'on-hold', caseId, uscc, use, tokenSerial, ...nothing, changedAt: meta.recordedAt };
  }
  if (entry === null) return null;
  const changedAt = meta.recordedAt;
  switch (type) {
    case 'IssuancePrepared':
      return { ...entry, notBefore: data.notBefore, notAfter: data.notAfter };
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

/** What is a certificate worth? Its bytes are in its log alone. */
export const certificates: View<Parts, CertificateStatus> = {
  name: 'certificates',
  version: 4,
  parts: {
    certificate: viewPart<Entry, CertificateEvent>({
      from: 'own',
      category: 'issuance.Certificate',
      on: [
        'SerialNumberReserved',
        'IssuancePrepared',
        // It changes nothing here, and is listed so that a reader who waits for its revision does not wait in vain.
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
