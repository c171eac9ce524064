import type { Command } from '@ekey/kernel';
import type { ClaimedItem, ParcelTo } from './parcel.events';

interface ByNow {
  readonly by: string;
  readonly now: string;
}

export type ShipParcel = Command<
  'ShipParcel',
  ByNow &
    ParcelTo & {
      readonly parcelId: string;
      readonly manifest: readonly ClaimedItem[];
      readonly carrier: string;
      readonly trackingNumber: string;
    }
>;
export type LeaveOutItem = Command<
  'LeaveOutItem',
  { readonly parcelId: string; readonly caseId: string; readonly claimId: string; readonly now: string }
>;
/** `acceptDifferences`: what is there is taken although the manifest says otherwise. */
export type ReceiveParcel = Command<
  'ReceiveParcel',
  ByNow & { readonly serials: readonly string[]; readonly acceptDifferences: boolean }
>;
/** `serials`: null means everything that is still on its way. */
export type ReportLoss = Command<'ReportLoss', ByNow & { readonly serials: readonly string[] | null }>;
/** `serials`: null means everything in it. */
export type ReportDamage = Command<
  'ReportDamage',
  ByNow & { readonly serials: readonly string[] | null; readonly ground: 'damaged' | 'wrong-parcel' }
>;

export type ParcelCommand = ShipParcel | LeaveOutItem | ReceiveParcel | ReportLoss | ReportDamage;
