import type { RenewalOrderEvent, RenewalRequest } from '../renewal-order/renewal-order.events';

/** One renewal as the specs of issuance tell it. */
export const now = '2027-01-20T02:00:00.000Z';
export const renewalId = '6f0c2f5e-9f5b-4a5c-8f43-3c1f5a8f7b21';
export const oldNotAfter = '2027-03-12T01:00:00.000Z';
export const notBefore = '2027-01-20T02:00:05.000Z';
export const notAfter = '2028-03-12T01:00:00.000Z';
export const serials = { signing: '5A'.repeat(16), encryption: '5B'.repeat(16) };
export const oldSerials = { signing: '4A'.repeat(16), encryption: '4B'.repeat(16) };
export const subject = { provinceName: '上海市', localityName: '上海市', organisationName: '上海远帆进出口有限公司' };

type Use = 'signing' | 'encryption';

export const request = (use: Use, attempt = 1): RenewalRequest => ({
  ...{ caseId: renewalId, attempt, use, uscc: '91310000MA1FL4QT9X', nameCn: subject.organisationName },
  ...{ tokenSerial: 'EK26000001', spki: `spki-${use}-${attempt}`, spkiSha256: `sha-${use}-${attempt}` },
  ...{ formDocumentId: `${renewalId}/form`, oldNotAfter },
});
export const ofAttempt = (attempt = 1) => ({ caseId: renewalId, uscc: '91310000MA1FL4QT9X', attempt });

export const taken = (use: Use, attempt = 1) =>
  ({
    type: 'RenewalRequestTaken',
    data: { ...request(use, attempt), takenAt: now },
  }) as const satisfies RenewalOrderEvent;
export const accepted = (use: Use, attempt = 1) =>
  ({
    type: 'RenewalKeyAccepted',
    data: { ...request(use, attempt), acceptedAt: now },
  }) as const satisfies RenewalOrderEvent;
export const refused = (use: Use) =>
  ({
    type: 'RenewalRequestRefused',
    data: { ...ofAttempt(), use, code: 'PublicKeyTaken', refusedAt: now },
  }) as const satisfies RenewalOrderEvent;
export const opened = (use: Use, attempt = 1) =>
  ({
    type: 'RenewalIssuanceOpened',
    data: { ...request(use, attempt), serial: serials[use], subject, openedAt: now },
  }) as const satisfies RenewalOrderEvent;
export const certificateOf = (use: Use, attempt = 1) => ({ attempt, use, serial: serials[use], notBefore, notAfter });
export const certified = (use: Use) =>
  ({
    type: 'RenewalCertificateRecorded',
    data: { ...certificateOf(use), recordedAt: now },
  }) as const satisfies RenewalOrderEvent;
export const completed = {
  type: 'RenewalCertificatesCompleted',
  data: {
    ...ofAttempt(),
    ...{ nameCn: subject.organisationName, tokenSerial: 'EK26000001', certificates: serials, notBefore, notAfter },
    ...{ formDocumentId: `${renewalId}/form`, completedAt: now },
  },
} as const satisfies RenewalOrderEvent;
const certificate = (use: Use) => ({
  serial: serials[use],
  certificate: 'MIIB',
  sha256: 'a'.repeat(64),
  notBefore,
  notAfter,
});
export const delivery = {
  certificates: { signing: certificate('signing'), encryption: certificate('encryption') },
  chain: ['issuing', 'root'],
  seal: { sealId: 'seal-1', documentId: `${renewalId}/seal`, sha256: 'b'.repeat(64) },
};
export const made = {
  type: 'RenewalMade',
  data: { ...ofAttempt(), ...delivery, madeAt: now },
} as const satisfies RenewalOrderEvent;
export const orphaned = (known: readonly string[], sealId: string | null, attempt = 1) =>
  ({
    type: 'RenewalAttemptOrphaned',
    data: { ...ofAttempt(attempt), serials: known, sealId, orphanedAt: now },
  }) as const satisfies RenewalOrderEvent;
export const renewed = {
  type: 'RenewalCompleted',
  data: { ...ofAttempt(), certificates: serials, oldCertificates: oldSerials, completedAt: now },
} as const satisfies RenewalOrderEvent;
export const takenKey = {
  type: 'RenewedKeyTaken',
  data: { ...ofAttempt(), tokenSerial: 'EK26000001', certificates: serials, sealId: 'seal-1', takenAt: now },
} as const satisfies RenewalOrderEvent;

/** One use from its request to the certificate on hold. */
export const through = (use: Use): readonly RenewalOrderEvent[] => [
  taken(use),
  accepted(use),
  opened(use),
  certified(use),
];
