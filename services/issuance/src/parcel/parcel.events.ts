import type { Fact } from '@ekey/kernel';

/** One key of the manifest. */
export interface ParcelItem {
  readonly caseId: string;
  readonly tokenSerial: string;
}
/** `claimId` is the claim by which the order was packed. */
export interface ClaimedItem extends ParcelItem {
  readonly claimId: string;
}
export interface ParcelTo {
  readonly agencyId: string;
  readonly pickupPointId: string;
}

/** A key that was claimed for this parcel and is not in it; that claim is refused from now on. */
export type ItemLeftOut = Fact<
  'ItemLeftOut',
  { readonly parcelId: string; readonly caseId: string; readonly claimId: string; readonly leftOutAt: string }
>;
export type ParcelShipped = Fact<
  'ParcelShipped',
  ParcelTo & {
    readonly parcelId: string;
    readonly manifest: readonly ClaimedItem[];
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly by: string;
    readonly shippedAt: string;
  }
>;
/** What was scanned against the manifest. What is missing stays on its way until it comes or is reported lost. */
export type ParcelReceived = Fact<
  'ParcelReceived',
  ParcelTo & {
    readonly parcelId: string;
    readonly received: readonly ParcelItem[];
    readonly missing: readonly ParcelItem[];
    readonly unexpected: readonly string[];
    readonly by: string;
    readonly receivedAt: string;
  }
>;
export type ParcelLost = Fact<
  'ParcelLost',
  { readonly parcelId: string; readonly items: readonly ParcelItem[]; readonly by: string; readonly reportedAt: string }
>;
/** `wrong-parcel`: it came to a place that it was not meant for. */
export type ParcelDamaged = Fact<
  'ParcelDamaged',
  {
    readonly parcelId: string;
    readonly items: readonly ParcelItem[];
    readonly ground: 'damaged' | 'wrong-parcel';
    readonly by: string;
    readonly reportedAt: string;
  }
>;

export type ParcelEvent = ItemLeftOut | ParcelShipped | ParcelReceived | ParcelLost | ParcelDamaged;
