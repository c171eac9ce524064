import { accountKey, type AsStored, type Fact, type PersonalData } from '@ekey/kernel';

/** How a slot came back: its case ended, its submission never came, or an imported record proved wrong. */
export type ReleaseGround = 'case-ended' | 'reservation-given-up';

/**
 * What a case asks of the enterprise's slots. `key` is the number (钥匙编号) of the key that the new one takes the place of,
 * `surplus` those of keys that are given up beside it.
 */
export type WantedKey =
  | { readonly kind: 'first' | 'additional' }
  | { readonly kind: 'replacement' | 'change'; readonly key: string; readonly surplus: readonly string[] };

/** What one enterprise may hold. The stream's id is its 统一社会信用代码. */
export type EnterpriseSlotsEvent =
  | Fact<'SlotReserved', { readonly reservationId: string; readonly caseId: string; readonly reservedAt: string }>
  /** The slot of a key that the enterprise has, for the one that takes its place. */
  | Fact<
      'KeySlotReserved',
      {
        readonly reservationId: string;
        readonly caseId: string;
        readonly kind: 'replacement' | 'change';
        readonly key: string;
        /** Not there where no further key is given up; earlier releases never told it. */
        readonly surplus?: readonly string[];
        readonly reservedAt: string;
      }
    >
  /** The slot of one more key (增办). */
  | Fact<
      'AdditionalSlotReserved',
      { readonly reservationId: string; readonly caseId: string; readonly reservedAt: string }
    >
  /** From its submission on the case has the slot; without it the key is not made. */
  | Fact<'AdditionalSlotHeld', { readonly caseId: string; readonly heldAt: string }>
  | Fact<'AdditionalSlotGivenBack', { readonly caseId: string; readonly givenBackAt: string }>
  | Fact<'SlotConfirmed', { readonly reservationId: string; readonly caseId: string; readonly confirmedAt: string }>
  | Fact<'SlotReleased', { readonly caseId: string; readonly ground: ReleaseGround; readonly releasedAt: string }>
  | Fact<'KeyHeld', { readonly caseId: string; readonly heldAt: string }>
  /** Which token (钥匙编号) the key of a case is in. */
  | Fact<'KeyNumbered', { readonly caseId: string; readonly tokenSerial: string; readonly numberedAt: string }>
  /** A key that was revoked takes up no slot any more. */
  | Fact<'KeyEnded', { readonly tokenSerial: string; readonly endedAt: string }>
  | Fact<
      'HolderImported',
      {
        /** From before this system. Not there where it is one; earlier releases never told it. */
        readonly keys?: number;
        readonly importedAt: string;
      }
    >
  | Fact<'HolderStruckOff', { readonly officer: string; readonly reason: string | null; readonly struckOffAt: string }>;

/** The officer's own words may name somebody; they belong to the officer's key, as the stream knows no case. */
export const personalData = {
  owner: (event) => accountKey(event.type === 'HolderStruckOff' ? event.data.officer : 'none'),
  fields: { HolderStruckOff: ['reason'] },
} as const satisfies PersonalData<EnterpriseSlotsEvent>;

/** A fact of an enterprise's slots as subscriptions deliver it. */
export type StoredEnterpriseSlotsFact = AsStored<EnterpriseSlotsEvent, typeof personalData>;
