import type { Fact } from '@ekey/kernel';

/** 领取地点: where keys are handed over; it may lie apart from the authority's own office. */
export interface PickupPoint {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly hours: string;
  readonly phone: string;
}

/** What an organisation tells the public of itself. Every fact holds it whole, so that each can be published alone. */
export interface OrganisationProfile {
  readonly kind: 'authority' | 'provider';
  readonly name: string;
  readonly nameEn?: string;
  /** Administrative division (GB/T 2260), 2–6 digits; empty for the provider. */
  readonly region: string;
  readonly address: string;
  readonly phone: string;
  readonly pickupPoints: readonly PickupPoint[];
}

interface At {
  readonly at: string;
}
export type OrganisationRegistered = Fact<'OrganisationRegistered', OrganisationProfile & At>;
export type OrganisationChanged = Fact<'OrganisationChanged', OrganisationProfile & At & { readonly active: boolean }>;
export type OrganisationDeactivated = Fact<'OrganisationDeactivated', OrganisationProfile & At>;
export type OrganisationActivated = Fact<'OrganisationActivated', OrganisationProfile & At>;

export type OrganisationEvent =
  OrganisationRegistered | OrganisationChanged | OrganisationDeactivated | OrganisationActivated;
