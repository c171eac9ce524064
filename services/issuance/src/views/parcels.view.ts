import { streamIdOf, viewPart, type Recorded, type View } from '@ekey/kernel';
import type { ParcelEvent, ParcelItem } from '../parcel/parcel.events';
import { itemStatuses, type ItemStatus } from '../parcel/parcel.state';

interface Entry {
  readonly agencyId: string;
  readonly pickupPointId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly items: readonly (ParcelItem & { readonly status: ItemStatus })[];
  /** Serials that were in it and stood on no manifest. */
  readonly unexpected: readonly string[];
  readonly shippedAt: string;
  readonly receivedAt: string | null;
}
export interface ParcelLine extends Entry {
  readonly parcelId: string;
  /** `on-the-way` as long as one of its keys is. */
  readonly status: ItemStatus;
}

function project(entry: Entry | null, { type, data }: Recorded<ParcelEvent>): Entry | null {
  if (type === 'ParcelShipped') {
    const { agencyId, pickupPointId, carrier, trackingNumber, manifest, shippedAt } = data;
    const items = manifest.map(({ caseId, tokenSerial }) => ({ caseId, tokenSerial, status: 'on-the-way' as const }));
    return { agencyId, pickupPointId, carrier, trackingNumber, items, unexpected: [], shippedAt, receivedAt: null };
  }
  if (entry === null) return null;
  switch (type) {
    case 'ParcelReceived': {
      const unexpected = [...entry.unexpected, ...data.unexpected];
      return { ...entry, items: marked(entry, data.received, 'received'), unexpected, receivedAt: data.receivedAt };
    }
    case 'ParcelLost':
      return { ...entry, items: marked(entry, data.items, 'lost') };
    case 'ParcelDamaged':
      return { ...entry, items: marked(entry, data.items, data.ground) };
    default:
      return entry;
  }
}

const marked = ({ items }: Entry, these: readonly ParcelItem[], status: ItemStatus): Entry['items'] =>
  items.map((item) => (these.some(({ tokenSerial }) => tokenSerial === item.tokenSerial) ? { ...item, status } : item));

const statusOf = ({ items }: Entry): ItemStatus =>
  itemStatuses.find((status) => items.some((item) => item.status === status)) ?? 'on-the-way';

interface Parts {
  readonly parcel: Entry;
}

/** Which parcels are under way to whom, and what is in them? */
export const parcels: View<Parts, ParcelLine> = {
  name: 'parcels',
  version: 2,
  parts: {
    parcel: viewPart<Entry, ParcelEvent>({
      from: 'own',
      category: 'issuance.Parcel',
      on: ['ParcelShipped', 'ParcelReceived', 'ParcelLost', 'ParcelDamaged'],
      key: ({ meta }) => streamIdOf(meta.stream),
      project,
    }),
  },
  answer: ({ parcel }, parcelId) => (parcel === undefined ? null : { parcelId, ...parcel, status: statusOf(parcel) }),
  indexes: {
    status: ({ status }) => status,
    agencyId: ({ agencyId }) => agencyId,
    pickupPointId: ({ pickupPointId }) => pickupPointId,
    trackingNumber: ({ trackingNumber }) => trackingNumber,
    shippedAt: ({ shippedAt }) => shippedAt,
  },
};
