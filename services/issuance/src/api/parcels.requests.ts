import { atLeastQuery, bilingual, pageQuery } from '@ekey/platform';
import { z } from 'zod';
import { itemStatuses } from '../parcel/parcel.state';
import { carrier, placeId, tokenSerial, trackingNumber } from './fields';

const MOST = 200;

const serials = z
  .array(tokenSerial)
  .min(1)
  .max(MOST)
  .refine((list) => new Set(list).size === list.length, {
    error: bilingual('同一介质重复扫描，请检查。', 'A token is named twice. Check the list.'),
  });

export const parcelsQuery = z.strictObject({
  state: z.enum(itemStatuses).optional(),
  trackingNumber: trackingNumber.optional(),
  ...pageQuery,
});
export type ParcelsQuery = z.infer<typeof parcelsQuery>;
export const parcelQuery = z.strictObject(atLeastQuery);
export type ParcelQuery = z.infer<typeof parcelQuery>;

export const parcelRequest = z.strictObject({
  tokens: serials,
  agencyId: placeId,
  pickupPointId: placeId,
  carrier,
  trackingNumber,
});
export type ParcelRequest = z.infer<typeof parcelRequest>;

/** What was scanned. `acceptDifferences`: it was counted again, and is so. */
export const receiptRequest = z.strictObject({ tokens: serials, acceptDifferences: z.boolean().default(false) });
export type ReceiptRequest = z.infer<typeof receiptRequest>;

/** Without `tokens`: everything that is still on its way. */
export const lossRequest = z.strictObject({ tokens: serials.optional() });
export type LossRequest = z.infer<typeof lossRequest>;

/** Without `tokens`: everything in it. */
export const damageRequest = z.strictObject({
  tokens: serials.optional(),
  ground: z.enum(['damaged', 'wrong-parcel']),
});
export type DamageRequest = z.infer<typeof damageRequest>;
