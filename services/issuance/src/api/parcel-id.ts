import { derivedId } from '@ekey/event-store';

/** One tracking number of one carrier is one parcel: a corrected list of the same parcel meets its own claims again. */
export const parcelIdFor = (carrier: string, trackingNumber: string): string =>
  derivedId('parcel', carrier, trackingNumber);
