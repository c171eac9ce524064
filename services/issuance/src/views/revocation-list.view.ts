import { streamIdOf, viewPart, type Recorded, type View } from '@ekey/kernel';
import type { CertificateEvent, RevocationReason } from '../certificate/certificate.events';
import type { RevocationListEvent } from '../revocation-list/revocation-list.events';

/** What a list says of one serial number. */
export interface Listing {
  readonly reason: RevocationReason | 'certificateHold';
  readonly since: string;
}
interface Entry {
  /** null: not, or no longer, on the list. */
  readonly listed: Listing | null;
  /** Where in the log the fact stands that made it so, and when it was recorded. */
  readonly position: number;
  readonly recordedAt: string;
}
export interface ListEntry extends Entry {
  /** The serial number, or the name of the list itself for its refreshments. */
  readonly key: string;
}

const told = [
  'SerialNumberReserved',
  'CertificateActivated',
  'CertificateSuspended',
  'CertificateReinstated',
  'CertificateRevoked',
] as const;
type Told = Extract<CertificateEvent, { type: (typeof told)[number] }>;

function listing({ type, data }: Told): Listing | null {
  switch (type) {
    case 'SerialNumberReserved':
      return { reason: 'certificateHold', since: data.reservedAt };
    case 'CertificateSuspended':
      return { reason: 'certificateHold', since: data.at };
    case 'CertificateActivated':
    case 'CertificateReinstated':
      return null;
    case 'CertificateRevoked':
      return { reason: data.reason, since: data.at };
  }
}

const at = ({ meta }: Recorded): Omit<Entry, 'listed'> => ({ position: meta.position, recordedAt: meta.recordedAt });

interface Parts {
  readonly certificate: Entry;
  readonly refreshment: Entry;
}

/** Which serial numbers belong on the revocation list? Read by position, it tells what has changed since the last list. */
export const revocationListView: View<Parts, ListEntry> = {
  name: 'revocation-list',
  version: 2,
  inLogOrder: true,
  parts: {
    certificate: viewPart<Entry, Told>({
      from: 'own',
      category: 'issuance.Certificate',
      on: told,
      key: ({ meta }) => streamIdOf(meta.stream),
      project: (_entry, fact) => ({ listed: listing(fact), ...at(fact) }),
    }),
    refreshment: viewPart<Entry, RevocationListEvent>({
      from: 'own',
      category: 'issuance.RevocationList',
      on: ['RevocationListRefreshed'],
      key: ({ meta }) => streamIdOf(meta.stream),
      project: (_entry, fact) => ({ listed: null, ...at(fact) }),
    }),
  },
  answer: ({ certificate, refreshment }, key) => {
    const entry = certificate ?? refreshment;
    return entry === undefined ? null : { key, ...entry };
  },
  indexes: { position: ({ position }) => position },
};
