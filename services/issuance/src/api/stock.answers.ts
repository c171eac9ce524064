import { caseId, instant, uscc } from '@ekey/contracts';
import { pageOf } from '@ekey/platform';
import { z } from 'zod';
import { itemStatuses } from '../parcel/parcel.state';
import { custodies } from '../views/token-stock.view';
import { tokenStates } from './tokens.requests';

/** What the routes of tokens, parcels and certificates answer. */

const serial = z.string().describe('The serial number engraved on the token.');

export const token = z
  .object({
    serial,
    model: z.string(),
    status: z.enum([...tokenStates, 'unknown']),
    caseId: caseId.nullable().describe('The order that it is in.'),
    attempt: z.int().nullable(),
    claimId: z.string().nullable().describe('The claim by which that order has it.'),
    custody: z
      .enum(custodies)
      .describe(
        'In whose hands it is. `unsettled`: called back or written off, and wherever it was then; `returned`: back in the stock, see `takenBackBy`.',
      ),
    takenBackBy: z
      .string()
      .nullable()
      .describe('Who took it back, once somebody has; of a counter and the stock the last.'),
    handedInFor: caseId
      .nullable()
      .describe('The order for which its key ends, or has to be handed in: its counter takes the token back.'),
    agencyId: z
      .string()
      .nullable()
      .describe('The authority that it was sent to, or which has taken it back; `null` before it is sent.'),
    pickupPointId: z.string().nullable().describe('The counter there that it was sent to.'),
    since: instant.describe('Since when it is where it is.'),
  })
  .meta({ id: 'Token' });
export const tokens = pageOf('Tokens', token);
export const stockedToken = z.object({ tokenSerial: serial });

const parcelId = z.string();
const itemStatus = z.enum(itemStatuses);

export const parcel = z
  .object({
    parcelId,
    status: itemStatus.describe(
      '`on-the-way` as long as one of its keys is, then `received` where one is; else what became of them.',
    ),
    agencyId: z.string(),
    pickupPointId: z.string(),
    carrier: z.string(),
    trackingNumber: z.string(),
    items: z.array(z.object({ caseId, tokenSerial: serial, status: itemStatus })),
    unexpected: z.array(serial).describe('Were in it and stood on no manifest.'),
    shippedAt: instant,
    receivedAt: instant.nullable(),
  })
  .meta({ id: 'Parcel' });
export const parcels = pageOf('Parcels', parcel);
export const shippedParcel = z.object({
  parcelId,
  manifest: z.array(z.object({ orderId: caseId, tokenSerial: serial })),
});

export const certificate = z
  .object({
    serial: z.string().describe('Hexadecimal, capital letters.'),
    standing: z
      .enum(['on-hold', 'live', 'suspended', 'revoked'])
      .describe('`on-hold` until the key is handed over, `suspended` while it may not be used.'),
    use: z.enum(['signing', 'encryption']),
    uscc,
    notBefore: instant.nullable(),
    notAfter: instant.nullable(),
    reason: z.string().nullable().describe('Of a revocation, RFC 5280 §5.3.1.'),
    changedAt: instant,
    certificate: z.string().nullable().describe('PEM.'),
  })
  .meta({
    id: 'Certificate',
    description: 'What a certificate is worth.',
    example: {
      serial: '4A1F0C9B77E25D3388A1B2C3D4E5F60718',
      standing: 'live',
      use: 'signing',
      uscc: '91310000MA1FL4QT9X',
      notBefore: '2026-03-12T01:00:00.000Z',
      notAfter: '2027-03-12T01:00:00.000Z',
      reason: null,
      changedAt: '2026-03-20T03:00:00.000Z',
      certificate: '-----BEGIN CERTIFICATE-----\nMIID…\n-----END CERTIFICATE-----\n',
    },
  });

export const certificateStatus = z
  .object({
    serial: z.string().describe('Hexadecimal, capital letters.'),
    status: z
      .enum(['good', 'on-hold', 'revoked'])
      .describe('As the revocation list and OCSP say it. Whether it has run out is for `notAfter` to say.'),
    reason: z.string().nullable().describe('CRLReason (RFC 5280 §5.3.1) where it is not good.'),
    since: instant.describe('Since when it stands so.'),
    use: z.enum(['signing', 'encryption']),
    uscc,
    tokenSerial: z.string().describe('The number of the key, as the certificate names it.'),
    notBefore: instant.nullable(),
    notAfter: instant.nullable(),
    answeredAt: instant,
  })
  .meta({
    id: 'CertificateStatus',
    description:
      'Whether a certificate may be relied on, for programs. Nothing in it that the certificate does not name.',
    example: {
      serial: '4A1F0C9B77E25D3388A1B2C3D4E5F607',
      status: 'revoked',
      reason: 'superseded',
      since: '2026-05-20T03:00:00.000Z',
      use: 'signing',
      uscc: '91310000MA1FL4QT9X',
      tokenSerial: 'EK26000001',
      notBefore: '2026-03-12T01:00:00.000Z',
      notAfter: '2027-03-12T01:00:00.000Z',
      answeredAt: '2026-05-21T01:00:00.000Z',
    },
  });
