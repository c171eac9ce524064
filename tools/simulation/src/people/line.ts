import { derivedId } from '@ekey/event-store';
import { isRejection } from '@ekey/kernel';
import { chosen, makers, place, tokens, type Case } from '../cast';
import type { House } from '../house';
import type { Move } from './move';

export const ORDER = 'issuance.KeyOrder';
export const TOKEN = 'issuance.Token';
export const PARCEL = 'issuance.Parcel';
export const CERTIFICATE = 'issuance.Certificate';
const PUBLIC_KEY = 'issuance.PublicKey';

type Use = 'signing' | 'encryption';

/** What is read of an order here; `making` from the production on. */
export interface Order {
  readonly status:
    | 'unknown'
    | 'withdrawn-early'
    | 'to-make'
    | 'producing'
    | 'made'
    | 'shipped'
    | 'received'
    | 'ready'
    | 'reviewed'
    | 'final-failed'
    | 'collected'
    | 'ended';
  readonly attempt: number;
  readonly clock: object | null;
  readonly correctable: boolean | null;
  readonly about?: { readonly reVerifier: string; readonly documents: readonly object[] };
  readonly making?: {
    readonly tokenSerial: string;
    readonly maker: string;
    readonly issuances: { readonly [U in Use]?: { readonly serial: string; readonly validity: object | null } };
    readonly seal: { readonly sha256: string } | null;
    readonly pinLetter: { readonly trackingNumber: string | null } | null;
    readonly packing: { readonly parcelId: string; readonly claimId: string } | null;
  };
}

export const orderOf = (house: House, { caseId }: Case): Order => house.state(ORDER, caseId);

const ask = (house: House, { caseId }: Case, type: string, data: object): boolean =>
  house.ask(ORDER, caseId, { type, data: { ...data, now: house.now } });

const buy = (house: House, serial: string): boolean =>
  house.ask(TOKEN, serial, { type: 'StockToken', data: { by: 'a', witness: 'b', model: 'UK-3', now: house.now } });

/** The shelf as it is at first. */
export const fillShelf = (house: House): void => tokens.forEach((serial) => buy(house, serial));

const isFree = (house: House, serial: string): boolean =>
  house.state<{ status: string }>(TOKEN, serial).status === 'in-stock';

/** The token is claimed, then taken into production, each by its own stream. @returns the claim */
function claimToken(house: House, of: Case, serial: string): string | null {
  const { status, attempt } = orderOf(house, of);
  if (status !== 'to-make') return null;
  const claimId = house.newId();
  const claim = { type: 'AssignToken', data: { caseId: of.caseId, attempt, claimId, now: house.now } };
  return house.ask(TOKEN, serial, claim) ? claimId : null;
}

function startWith(house: House, of: Case, tokenSerial: string, pick: number): boolean {
  const { attempt } = orderOf(house, of);
  const claimId = claimToken(house, of, tokenSerial);
  const by = chosen(makers, pick);
  return claimId !== null && ask(house, of, 'StartProduction', { tokenSerial, attempt, claimId, by });
}

/** From the shelf, or a new one where the shelf is empty. */
const produce: Move = (house, of, pick) => {
  const free = tokens.filter((serial) => isFree(house, serial));
  const serial = free.length > 0 ? chosen(free, pick) : `EK-${house.newId().slice(0, 8)}`;
  if (free.length === 0) buy(house, serial);
  return startWith(house, of, serial, pick);
};

/** Whichever token lies at hand, be it on the shelf or not. */
const produceWithAny: Move = (house, of, pick) => startWith(house, of, chosen(tokens, pick), pick);

/** The first of the two steps alone, as a crash between them leaves it. */
const claimAlone: Move = (house, of, pick) => claimToken(house, of, chosen(tokens, pick)) !== null;

/** The second of the two steps, on any claim that was ever made for this case: a call that was slow, or is made again. */
const startLate: Move = (house, of, pick) => {
  const claims = house.ids(TOKEN).flatMap((tokenSerial) =>
    house.facts(TOKEN, tokenSerial).flatMap(({ type, data }) => {
      const { caseId, attempt, claimId } = data as { caseId: string; attempt: number; claimId: string };
      return type === 'TokenAssigned' && caseId === of.caseId ? [{ tokenSerial, attempt, claimId }] : [];
    }),
  );
  return claims.length > 0 && ask(house, of, 'StartProduction', { ...chosen(claims, pick), by: chosen(makers, pick) });
};

function request(house: House, of: Case, use: Use, spki: string): boolean {
  const { attempt, making } = orderOf(house, of);
  if (making === undefined || making.issuances[use] !== undefined) return false;
  const claim = { type: 'ClaimPublicKey', data: { caseId: of.caseId, attempt, use, now: house.now } };
  if (isRejection(house.decide(PUBLIC_KEY, spki, claim))) return false;
  house.ask(PUBLIC_KEY, spki, claim);
  const subject = { provinceName: '福建省', localityName: '福州市', organisationName: of.nameCn };
  const serial = derivedId('serial', of.caseId, attempt, use);
  const asked = { attempt, use, serial, subject, spki, spkiSha256: spki, requestSha256: spki };
  return ask(house, of, 'OpenIssuance', { ...asked, by: making.maker });
}

/** Both pairs are made in the token. */
const requestBoth: Move = (house, of) =>
  (['signing', 'encryption'] as const).map((use) => request(house, of, use, house.newId())).some(Boolean);

/** One of few keys, so that they collide. */
const requestOne: Move = (house, of, pick) =>
  request(house, of, pick % 2 === 0 ? 'signing' : 'encryption', `key-${pick % 5}`);

const check: Move = (house, of, pick) => {
  const { making } = orderOf(house, of);
  if (making === undefined) return false;
  const { tokenSerial, issuances, seal } = making;
  const serials = { signingSerial: issuances.signing?.serial, encryptionSerial: issuances.encryption?.serial };
  const read = { tokenSerial, ...serials, sealSha256: seal?.sha256, nonce: 'n', signature: 's' };
  return ask(house, of, 'PassQuality', { ...read, by: chosen(makers, pick) });
};

const sendLetter: Move = (house, of, pick) =>
  ask(house, of, 'RecordPinLetter', {
    letterNumber: 'L-1',
    dispatch: { carrier: 'EMS', trackingNumber: `EM-${pick % 50}` },
    by: 'spp',
  });

const fail: Move = (house, of, pick) =>
  ask(house, of, 'FailProduction', {
    ground: chosen(['token-died', 'quality-failed', 'other'], pick),
    remark: pick % 2 === 0 ? null : '写入失败',
    by: 'spp',
  });

/** @returns the parcel, packed but not sent */
function pack(house: House, of: Case, parcelId: string): { parcelId: string; claimId: string } | null {
  const { making, status } = orderOf(house, of);
  if (making === undefined || status !== 'made') return null;
  const claimId = house.newId();
  const parcel = { parcelId, claimId, ...place, trackingNumber: parcelId };
  return ask(house, of, 'PackKey', { ...parcel, tokenSerial: making.tokenSerial }) ? { parcelId, claimId } : null;
}

/** The parcel that the key is packed for already, or a new one. */
const parcelFor = (house: House, of: Case): string =>
  orderOf(house, of).making?.packing?.parcelId ?? `SF-${house.newId().slice(0, 8)}`;

/** As the desk does it, nothing is packed for a parcel that has left already. */
const ship: Move = (house, of) => {
  const parcel = parcelFor(house, of);
  if (house.state<{ status: string }>(PARCEL, parcel).status === 'shipped') return false;
  const packed = pack(house, of, parcel);
  const tokenSerial = orderOf(house, of).making?.tokenSerial;
  if (packed === null) return false;
  const { parcelId, claimId } = packed;
  const manifest = [{ caseId: of.caseId, tokenSerial, claimId }];
  const data = { parcelId, manifest, ...place, carrier: 'SF', trackingNumber: parcelId, by: 'spl', now: house.now };
  return house.ask(PARCEL, parcelId, { type: 'ShipParcel', data });
};

const packAlone: Move = (house, of) => pack(house, of, parcelFor(house, of)) !== null;

const onParcel =
  (command: (pick: number) => { readonly type: string; readonly data: object }): Move =>
  (house, of, pick) => {
    const parcelId = orderOf(house, of).making?.packing?.parcelId;
    const { type, data } = command(pick);
    return (
      parcelId !== undefined && house.ask(PARCEL, parcelId, { type, data: { ...data, by: 'agc', now: house.now } })
    );
  };

const receive: Move = (house, of, pick) => {
  const serials = [orderOf(house, of).making?.tokenSerial];
  return onParcel(() => ({ type: 'ReceiveParcel', data: { serials, acceptDifferences: true } }))(house, of, pick);
};
const lose = onParcel(() => ({ type: 'ReportLoss', data: { serials: null } }));
const damage = onParcel((pick) => ({
  type: 'ReportDamage',
  data: { serials: null, ground: pick % 2 === 0 ? 'damaged' : 'wrong-parcel' },
}));

export const line = {
  ...{ produce, produceWithAny, claimAlone, startLate, requestBoth, requestOne, check, sendLetter, fail },
  ...{ ship, packAlone, receive, lose, damage },
} satisfies Record<string, Move>;
