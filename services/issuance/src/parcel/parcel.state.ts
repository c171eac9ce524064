import type { ParcelEvent, ParcelItem, ParcelTo } from './parcel.events';

/** What can be told of a key in a parcel; of the parcel, the first of them that one of its keys is. */
export const itemStatuses = ['on-the-way', 'received', 'damaged', 'wrong-parcel', 'lost'] as const;
export type ItemStatus = (typeof itemStatuses)[number];
export interface TrackedItem extends ParcelItem {
  readonly status: ItemStatus;
}

/** Claims of keys that are not in the parcel. */
interface LeftOut {
  readonly leftOut: readonly string[];
}
export type ParcelState =
  | (LeftOut & { readonly status: 'unknown' })
  | (LeftOut &
      ParcelTo & { readonly status: 'shipped'; readonly parcelId: string; readonly items: readonly TrackedItem[] });

/** It is made anew, whatever becomes of the token in the parcel. */
export const isMadeAnew = ({ status }: { readonly status: ItemStatus }): boolean =>
  status !== 'on-the-way' && status !== 'received';

export const initial: ParcelState = { status: 'unknown', leftOut: [] };

export function evolve(state: ParcelState, event: ParcelEvent): ParcelState {
  switch (event.type) {
    case 'ItemLeftOut':
      return { ...state, leftOut: [...state.leftOut, event.data.claimId] };
    case 'ParcelShipped': {
      const { parcelId, manifest, agencyId, pickupPointId } = event.data;
      const items = manifest.map(({ caseId, tokenSerial }) => ({ caseId, tokenSerial, status: 'on-the-way' as const }));
      return { status: 'shipped', leftOut: state.leftOut, parcelId, agencyId, pickupPointId, items };
    }
    case 'ParcelReceived':
      return marked(state, event.data.received, 'received');
    case 'ParcelLost':
      return marked(state, event.data.items, 'lost');
    case 'ParcelDamaged':
      return marked(state, event.data.items, event.data.ground);
    default: {
      const unknown: never = event;
      void unknown;
      return state;
    }
  }
}

function marked(state: ParcelState, these: readonly ParcelItem[], status: ItemStatus): ParcelState {
  if (state.status === 'unknown') return state;
  const serials = new Set(these.map(({ tokenSerial }) => tokenSerial));
  return { ...state, items: state.items.map((item) => (serials.has(item.tokenSerial) ? { ...item, status } : item)) };
}
