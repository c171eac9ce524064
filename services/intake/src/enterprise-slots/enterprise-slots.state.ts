import type { EnterpriseSlotsEvent, WantedKey } from './enterprise-slots.events';

/** `reserved`: a submission is announced. `confirmed`: it has come, and the case is under way. */
export interface Taken {
  readonly reservationId: string;
  readonly caseId: string;
  readonly status: 'reserved' | 'confirmed';
  readonly wanted: WantedKey;
}

export interface EnterpriseSlotsState {
  /** The cases that are announced or under way. */
  readonly taken: readonly Taken[];
  /** The cases whose keys were handed over; they stay for ever. */
  readonly keys: readonly string[];
  /** By case: the number (钥匙编号) of its key, once that was told. */
  readonly numbers: Readonly<Record<string, string>>;
  /** By case: the number of the key whose place its own takes; it counts once that key is handed over. */
  readonly instead: Readonly<Record<string, string>>;
  /** The numbers of keys that were revoked. */
  readonly ended: readonly string[];
  /** How many keys the enterprise had before this system kept the record; 0: none. */
  readonly imported: number;
}

export const initial: EnterpriseSlotsState = {
  taken: [],
  keys: [],
  numbers: {},
  instead: {},
  ended: [],
  imported: 0,
};

export const takenBy = ({ taken }: EnterpriseSlotsState, caseId: string): Taken | null =>
  taken.find((each) => each.caseId === caseId) ?? null;

/** The numbers of the keys that were replaced by another one in the enterprise's hand. */
export const replaced = ({ keys, instead }: EnterpriseSlotsState): readonly string[] =>
  keys.flatMap((caseId) => instead[caseId] ?? []);

/**
 * Keys in the enterprise's hand, suspended or not, that were not revoked and no other has taken the place of; those from before
 * this system with them.
 */
export const keysHeld = (state: EnterpriseSlotsState): number => {
  const gone = new Set([...replaced(state), ...state.ended]);
  return state.keys.filter((caseId) => !gone.has(state.numbers[caseId] ?? '')).length + olderKeys(state);
};

/** Those from before this system, as many as were told, whose places no others have taken. */
const olderKeys = (state: EnterpriseSlotsState): number =>
  Math.max(0, state.imported - replaced(state).filter((key) => !isOurs(state, key)).length);

/**
 * How many keys more these bring. What takes the place of a key adds none, unless that one was revoked and its slot is free already;
 * nor what takes that of one from before this system, as long as so many are left.
 */
const keysMore = (state: EnterpriseSlotsState, wanted: readonly WantedKey[]): number => {
  const isNew = (each: WantedKey): boolean => !('key' in each) || state.ended.includes(each.key);
  const instead = wanted.filter((each) => !isNew(each));
  const older = instead.filter((each) => 'key' in each && !isOurs(state, each.key)).length;
  return wanted.length - instead.length + Math.max(0, older - olderKeys(state));
};

const wantedBeside = ({ taken }: EnterpriseSlotsState, besides: string): readonly WantedKey[] =>
  taken.filter(({ caseId }) => caseId !== besides).map(({ wanted }) => wanted);

/** Whether this case brings one more key, with what the others bring. */
export const addsOne = (state: EnterpriseSlotsState, caseId: string, wanted: WantedKey): boolean => {
  const others = wantedBeside(state, caseId);
  return keysMore(state, [...others, wanted]) > keysMore(state, others);
};

/** Keys more that cases of others bring. */
export const keysUnderWay = (state: EnterpriseSlotsState, besides: string): number =>
  keysMore(state, wantedBeside(state, besides));

/** Handed over here or before this system, in the enterprise's hand still or not. */
export const hadKeys = ({ imported, keys }: EnterpriseSlotsState): boolean => imported > 0 || keys.length > 0;

const isOurs = ({ numbers }: EnterpriseSlotsState, key: string): boolean => Object.values(numbers).includes(key);

export function evolve(state: EnterpriseSlotsState, event: EnterpriseSlotsEvent): EnterpriseSlotsState {
  switch (event.type) {
    case 'SlotReserved':
      return reserved(state, event.data, { kind: 'first' });
    case 'AdditionalSlotReserved':
      return reserved(state, event.data, { kind: 'additional' });
    case 'KeySlotReserved': {
      const { caseId, kind, key, surplus = [] } = event.data;
      return {
        ...reserved(state, event.data, { kind, key, surplus }),
        instead: { ...state.instead, [caseId]: key },
      };
    }
    case 'SlotConfirmed': {
      const { reservationId, caseId } = event.data;
      const confirm = (each: Taken): Taken =>
        each.caseId === caseId ? { ...each, reservationId, status: 'confirmed' } : each;
      return { ...state, taken: state.taken.map(confirm) };
    }
    case 'SlotReleased':
      return withoutCase(state, event.data.caseId);
    case 'KeyHeld':
      return { ...withoutCase(state, event.data.caseId), keys: [...state.keys, event.data.caseId] };
    case 'KeyNumbered':
      return { ...state, numbers: { ...state.numbers, [event.data.caseId]: event.data.tokenSerial } };
    case 'KeyEnded':
      return { ...state, ended: [...state.ended, event.data.tokenSerial] };
    case 'AdditionalSlotHeld':
    case 'AdditionalSlotGivenBack':
      // They tell the outside what the slot's own facts have brought about.
      return state;
    case 'HolderImported':
      return { ...state, imported: event.data.keys ?? 1 };
    case 'HolderStruckOff':
      return { ...state, imported: 0 };
    default:
      void (event satisfies never);
      return state;
  }
}

const reserved = (
  state: EnterpriseSlotsState,
  { reservationId, caseId }: { readonly reservationId: string; readonly caseId: string },
  wanted: WantedKey,
): EnterpriseSlotsState => ({
  ...state,
  taken: [...withoutCase(state, caseId).taken, { reservationId, caseId, status: 'reserved', wanted }],
});

const withoutCase = (state: EnterpriseSlotsState, caseId: string): EnterpriseSlotsState => ({
  ...state,
  taken: state.taken.filter((each) => each.caseId !== caseId),
});
