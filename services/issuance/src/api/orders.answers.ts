import { caseId, day, dueDate, identityDocument, instant, sha256, slot, uscc } from '@ekey/contracts';
import { pageOf } from '@ekey/platform';
import { z } from 'zod';
import { nextStepLabels, orderLabels, type NextStep, type OrderStatus } from '../views/order-labels';
import { certificate, token } from './stock.answers';

/** What the routes of orders answer. */

const orderId = caseId.describe('The order of a case has its id.');
const tokenSerial = z.string().describe('The serial number engraved on the token.');
const attempt = z.int().min(1).describe('How often the key was begun to be made.');
const person = z.string().describe('The opaque id of a member of staff.');
const carrier = z.string();
const trackingNumber = z.string();

const line = {
  caseId: orderId,
  status: z.enum(Object.keys(orderLabels) as OrderStatus[]),
  label: z.string().describe('As the procedure calls the status.'),
  nextStep: z.enum(Object.keys(nextStepLabels) as NextStep[]),
  nextStepLabel: z.string(),
  kind: z.enum(['first', 'additional', 'replacement', 'change', 'renewal']),
  uscc,
  nameCn: z.string(),
  formNumber: z.string(),
  agencyId: z.string(),
  pickupPointId: z.string(),
  attempt,
  tokenSerial: tokenSerial.nullable().describe('`null` before a token is taken.'),
  pinLetterSent: z.boolean().describe('The letter with its PIN; without it the key is not handed over.'),
  packing: z
    .object({ parcelId: z.string(), claimId: z.string(), packedAt: instant })
    .nullable()
    .describe('Claimed for a parcel that is not shipped yet.'),
  parcelId: z.string().nullable(),
  collectBy: instant.nullable().describe('Until when it is kept at the counter; then the case ends.'),
  reminderDueAt: instant.nullable().describe('When its enterprise is reminded the next time that the key waits.'),
  clock: z
    .object({
      stage: z.enum(['re-verification-and-making', 'pickup-notice']),
      dueAt: dueDate.dueAt,
      dueOn: day,
      provisional: dueDate.provisional,
      warned: z.array(z.enum(['halfTime', 'oneDayBefore'])),
      breached: z.boolean(),
    })
    .nullable()
    .describe('`null` while no clock runs.'),
  changedAt: instant,
};
const orderLine = z.object(line).meta({
  id: 'OrderLine',
  description: 'A line of the work list.',
  example: {
    caseId: '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01',
    status: 'to-make',
    label: '复核通过',
    nextStep: 'start-production',
    nextStepLabel: '领取介质并开始制作',
    kind: 'first',
    uscc: '91310000MA1FL4QT9X',
    nameCn: '上海远帆进出口有限公司',
    formNumber: 'EK20260309-7K2M9QDX4T',
    agencyId: 'c3f1b6a4-2f7e-4d57-8a0c-6b1d9e2f4a02',
    pickupPointId: 'counter-1',
    attempt: 1,
    tokenSerial: null,
    pinLetterSent: false,
    packing: null,
    parcelId: null,
    collectBy: null,
    reminderDueAt: null,
    clock: {
      stage: 're-verification-and-making',
      dueAt: '2026-03-18T16:00:00.000Z',
      dueOn: '2026-03-18',
      provisional: false,
      warned: [],
      breached: false,
    },
    changedAt: '2026-03-11T06:30:00.000Z',
  },
});
export const orders = pageOf('Orders', orderLine);

const madeCertificate = z
  .object({
    serial: z.string().describe('Hexadecimal.'),
    notBefore: instant.nullable().describe('`null` until it is signed.'),
    notAfter: instant.nullable(),
  })
  .meta({ id: 'MadeCertificate' });

const making = z
  .object({
    attempt,
    tokenSerial,
    maker: person,
    startedAt: instant,
    certificates: z.object({ signing: madeCertificate.optional(), encryption: madeCertificate.optional() }),
    seal: z
      .object({
        sealId: z.string(),
        documentId: z.string(),
        sha256,
        picture: z.string().describe('Where its picture comes from.'),
      })
      .nullable(),
    pinLetter: z
      .object({ letterNumber: z.string(), carrier: carrier.nullable(), trackingNumber: trackingNumber.nullable() })
      .nullable()
      .describe('`carrier` and `trackingNumber` once it is sent.'),
    quality: z.object({ checker: person, checkedAt: instant }).nullable(),
    shipped: z.object({ parcelId: z.string(), carrier, trackingNumber, shippedAt: instant }).nullable(),
    receivedAt: instant.nullable(),
  })
  .meta({ id: 'Making', description: 'The present attempt at the key.' });

const finalReview = z
  .object({
    outcome: z.enum(['passed', 'failed']),
    reviewer: person,
    reasons: z.array(z.object({ code: z.string(), target: z.string(), field: z.string().optional() })),
    remark: z.string().nullable().describe('For the counter alone.'),
    decidedAt: instant,
  })
  .meta({ id: 'FinalReview', description: '现场终审.' });

export const order = z
  .object({
    ...line,
    round: z.int(),
    formVersion: z.int(),
    documents: z.array(z.object({ slot, version: z.int(), pages: z.int().describe('How many.') })),
    reVerifier: person,
    openedAt: instant,
    making: making.nullable(),
    notice: z.object({ noticeAt: instant, collectBy: z.string(), papers: z.array(z.string()) }).nullable(),
    finalReview: finalReview.nullable(),
    authorisedUser: z
      .object({ name: z.string(), idType: identityDocument, idNumber: z.string() })
      .optional()
      .describe('Who may take the key; for the counter alone, while the key lies ready.'),
    oldKeys: z
      .array(
        z.object({
          tokenSerial,
          status: token.shape.status,
          handedIn: z.boolean().describe('Or written off, since it never comes.'),
        }),
      )
      .describe('What has to be handed in before the new key is handed over; of a 变更 it is scanned with it.'),
    inUse: z
      .array(certificate.pick({ serial: true, use: true, standing: true, notAfter: true }))
      .describe(
        'The certificates in its token that are not revoked, once it was handed over, also after renewals: by their numbers the key is suspended, revoked and unlocked.',
      ),
    collected: z
      .object({
        collector: z.enum(['authorised-user', 'bearer-of-power-of-attorney', 'bearer-of-introduction-letter']),
        collectedAt: instant,
        by: person,
      })
      .nullable(),
    remakes: z.array(z.object({ attempt, ground: z.string(), orderedAt: instant })),
    ended: z
      .object({
        ground: z.string(),
        remark: z.string().nullable().describe('For the counter alone.'),
        endedAt: instant,
      })
      .nullable(),
  })
  .meta({ id: 'Order' });

export const startedProduction = z.object({ orderId, tokenSerial });

const pem = z.string().describe('PEM.');
const delivered = {
  attempt,
  tokenSerial,
  certificates: z.object({ signing: pem.nullable(), encryption: pem.nullable() }),
  chain: z.array(pem).describe('The issuing authority, then the root.'),
  seal: z
    .object({ sealId: z.string(), sha256, bytes: z.string().describe('Base64.') })
    .nullable()
    .describe('`null` until both certificates are there.'),
  complete: z.boolean().describe('Both certificates and the seal are there.'),
  nonce: z.string().describe('What the token signs for the quality check.'),
};
export const delivery = z
  .object({ orderId, ...delivered })
  .meta({ id: 'Delivery', description: 'What goes into the token.' });
export const begunDelivery = z
  .object({ orderId, ...z.object(delivered).partial().shape })
  .meta({ id: 'BegunDelivery', description: 'What goes into the token, as far as it is there.' });
