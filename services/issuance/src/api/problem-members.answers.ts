import { z } from 'zod';

/** What the refusals of issuance tell beside what every problem document has. */
export const problemMembers = {
  nextStep: z.string().describe('With 409 of an order: what has to be done next, as `GET /orders/{id}` tells it.'),
  state: z
    .string()
    .describe('OrderEnded, NotToMake and the like: how the order stands. NotInStock, …: how the token does.'),
  because: z.enum(['suspended', 'revoked']).describe('KeyNotGood.'),
  attempt: z.int().describe('AnotherAttempt: the present one.'),
  differing: z.array(z.string()).describe('ReadBackDiffers: what does.'),
  letterNumber: z.string().describe('PinLetterAlreadySent.'),
  missing: z
    .array(z.string())
    .describe('DocumentsUnchecked, UnlockDocumentsMissing: documents. ManifestDiffers, NothingOnTheWay: tokens.'),
  unexpected: z.array(z.string()).describe('ManifestDiffers, NothingOnTheWay: tokens of no manifest.'),
  serials: z.array(z.string()).describe('ItemWasLeftOut, NotInManifest, KeyHandedOver: tokens.'),
  tokenSerial: z.string().describe('TokenInNoOrder, and with whatever keeps a key out of a parcel: which.'),
  agencyId: z.string().describe('WrongDestination: where the key goes.'),
  pickupPointId: z.string().describe('WrongDestination: where the key goes.'),
  tokens: z.array(z.string()).describe('OldKeyNotReturned: what has to be handed in.'),
  parcelId: z.string().describe('AlreadyShipped: in which parcel.'),
};
