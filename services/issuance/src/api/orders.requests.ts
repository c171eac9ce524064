import { identityDocumentKinds } from '@ekey/identifiers';
import { rejectionReason, type Slot } from '@ekey/contracts';
import { base64Text, atLeastQuery, bilingual, inDigits, pageQuery } from '@ekey/platform';
import { z } from 'zod';
import { slots } from '../key-order/key-order.events';
import { orderLabels, type OrderStatus } from '../views/order-labels';
import { carrier, keyQuery, line, remark, tokenSerial, trackingNumber } from './fields';

const statuses = Object.keys(orderLabels) as OrderStatus[];

export const ordersQuery = z.strictObject({
  /** One or several, separated by commas; without it all that are not over. */
  state: z
    .string()
    .max(200)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(statuses)).min(1).max(statuses.length))
    .optional(),
  /** Due before this moment. */
  due: z.iso.datetime({ offset: true }).optional(),
  ...keyQuery,
  /** Whose letter with the PIN has not been sent, though the key is being made or on its way. */
  pinLetter: z.literal('missing').optional(),
  /** The text of the QR code on a printout of the case, or its form number. */
  qr: z.string().max(200).optional(),
  ...pageQuery,
});
export type OrdersQuery = z.infer<typeof ordersQuery>;

export const orderQuery = z.strictObject(atLeastQuery);
export type OrderQuery = z.infer<typeof orderQuery>;

export const pageImageParameters = z.strictObject({
  id: z.string(),
  slot: z.string(),
  page: inDigits(z.int().min(1).max(10)),
});
export type PageImageParameters = z.infer<typeof pageImageParameters>;
export const pageImageQuery = z.strictObject({ size: z.enum(['full', 'preview']).default('full') });
export type PageImageQuery = z.infer<typeof pageImageQuery>;

export const productionRequest = z.strictObject({ tokenSerial });
export type ProductionRequest = z.infer<typeof productionRequest>;

export const certificateRequestRequest = z.strictObject({
  use: z.enum(['signing', 'encryption']),
  /** PKCS#10 in PEM. Its signature proves that the key is in the token. */
  request: z.string().min(1).max(20_000),
});
export type CertificateRequestRequest = z.infer<typeof certificateRequestRequest>;

const wait = (longest: number, usual: number) => inDigits(z.int().min(0).max(longest).default(usual));
/** Seconds to wait for certificates and seal. */
export const requestWait = z.strictObject({ wait: wait(5, 5) });
export const deliveryQuery = z.strictObject({ wait: wait(30, 0) });
export type WaitQuery = z.infer<typeof deliveryQuery>;

export const pinLetterRequest = z.strictObject({
  letterNumber: line(40),
  dispatch: z.strictObject({ carrier, trackingNumber }).optional(),
});
export type PinLetterRequest = z.infer<typeof pinLetterRequest>;

export const qualityCheckRequest = z.strictObject({
  tokenSerial,
  /** As read back from the token: both certificates in PEM, the seal in base64. */
  certificates: z.strictObject({ signing: z.string().max(8_000), encryption: z.string().max(8_000) }),
  seal: base64Text(220_000),
  /** The delivery's nonce, signed by the token with the signing key (RSA PKCS#1 v1.5, SHA-256), in base64. */
  signature: base64Text(2_000),
});
export type QualityCheckRequest = z.infer<typeof qualityCheckRequest>;

export const failureRequest = z.strictObject({
  ground: z.enum(['token-died', 'quality-failed', 'certificate-wrong', 'seal-wrong', 'other']),
  remark: remark.optional(),
});
export type FailureRequest = z.infer<typeof failureRequest>;

const checkedSlot = z.strictObject({ slot: z.enum(slots), version: z.int().min(1) });

const counterReason = z
  .strictObject({ code: z.string().max(10), target: z.enum([...slots, 'form', 'counter']) })
  .refine(({ code }) => rejectionReason(code)?.stages.includes('final-review'), {
    error: bilingual(
      '没有此现场终审原因代码，请从原因目录中选择。',
      'This is not a reason of a final review. Choose one of the catalogue.',
    ),
    path: ['code'],
  })
  .refine(({ code, target }) => rejectionReason(code)?.targets.includes(target as Slot) ?? true, {
    error: bilingual('该原因不适用于所选材料。', 'This reason cannot be given for that document.'),
    path: ['target'],
  });

export const finalReviewRequest = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('pass'), documents: z.array(checkedSlot).min(1).max(20) }),
  z.strictObject({
    verdict: z.literal('fail'),
    reasons: z.array(counterReason).min(1).max(50),
    correctable: z.boolean(),
    remark,
  }),
]);
export type FinalReviewRequest = z.infer<typeof finalReviewRequest>;

/** The document is checked against the day in the controller, which knows it. */
export const handOverRequest = z.strictObject({
  tokenSerial,
  oldTokenSerial: tokenSerial
    .optional()
    .describe('Of a 变更: the old key, as it is scanned when it is handed in for the new one.'),
  collector: z.strictObject({
    kind: z.enum(['authorised-user', 'bearer-of-power-of-attorney', 'bearer-of-introduction-letter']),
    name: z.string().max(100),
    idType: z.enum(identityDocumentKinds),
    idNumber: z.string().max(40),
    letterNumber: line(60).optional(),
  }),
  /** The receipt was signed by who took the key. */
  receiptSigned: z.literal(true, {
    error: bilingual('领取人须先在领取单上签字。', 'Who takes the key signs the receipt first.'),
  }),
});
export type HandOverRequest = z.infer<typeof handOverRequest>;

export const terminationRequest = z.strictObject({
  ground: z.enum(['forged-materials', 'certificate-data-wrong', 'not-entitled', 'other']),
  remark,
});
export type TerminationRequest = z.infer<typeof terminationRequest>;
