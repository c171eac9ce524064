import { reject, type Decider, type Decision } from '@ekey/kernel';
import type { EnterpriseSlotsCommand } from './enterprise-slots.commands';
import { personalData, type EnterpriseSlotsEvent, type WantedKey } from './enterprise-slots.events';
import { evolve, hadKeys, initial, takenBy, type EnterpriseSlotsState } from './enterprise-slots.state';
import { whatBars, type SlotBar } from './what-bars';

export type EnterpriseSlotsRejection = SlotBar | 'NoImportedHolder';

type Answer = Decision<EnterpriseSlotsEvent, EnterpriseSlotsRejection>;

/** Whether this very reservation is there and its submission has not come yet. */
const waits = (
  state: EnterpriseSlotsState,
  asked: { readonly reservationId: string; readonly caseId: string },
): boolean => {
  const taken = takenBy(state, asked.caseId);
  return taken?.status === 'reserved' && taken.reservationId === asked.reservationId;
};

/** Everything but reserving and striking off is sent by policies, clocks and the import, and so never refused. */
function decide(command: EnterpriseSlotsCommand, state: EnterpriseSlotsState): Answer {
  switch (command.type) {
    case 'ReserveSlot': {
      const { reservationId, caseId, wanted, now: reservedAt } = command.data;
      const own = takenBy(state, caseId);
      if (own?.status === 'confirmed') return [];
      const bar = whatBars(state, caseId, wanted);
      // A case has one reservation at a time. A second in its place could be given up while the first is still in use.
      if (bar !== null || own !== null) return bar ?? [];
      const reserved = { reservationId, caseId, reservedAt };
      return [reservation(wanted, reserved)];
    }
    case 'ConfirmSlot': {
      const { now, ...reservation } = command.data;
      if (!waits(state, reservation)) return [];
      const confirmed: EnterpriseSlotsEvent = { type: 'SlotConfirmed', data: { ...reservation, confirmedAt: now } };
      const { caseId } = reservation;
      const isAdditional = takenBy(state, caseId)?.wanted.kind === 'additional';
      return isAdditional ? [confirmed, { type: 'AdditionalSlotHeld', data: { caseId, heldAt: now } }] : [confirmed];
    }
    case 'GiveUpReservation': {
      const { now, ...reservation } = command.data;
      if (!waits(state, reservation)) return [];
      const { caseId } = reservation;
      return [{ type: 'SlotReleased', data: { caseId, ground: 'reservation-given-up', releasedAt: now } }];
    }
    case 'ReleaseSlot': {
      const { caseId, now } = command.data;
      const own = takenBy(state, caseId);
      if (own === null) return [];
      const released: EnterpriseSlotsEvent = {
        type: 'SlotReleased',
        data: { caseId, ground: 'case-ended', releasedAt: now },
      };
      const isTold = own.wanted.kind === 'additional' && own.status === 'confirmed';
      return isTold ? [released, { type: 'AdditionalSlotGivenBack', data: { caseId, givenBackAt: now } }] : [released];
    }
    case 'HoldKey': {
      const { caseId, now } = command.data;
      return state.keys.includes(caseId) ? [] : [{ type: 'KeyHeld', data: { caseId, heldAt: now } }];
    }
    case 'NumberKey': {
      const { caseId, tokenSerial, now } = command.data;
      if (state.numbers[caseId] === tokenSerial) return [];
      return [{ type: 'KeyNumbered', data: { caseId, tokenSerial, numberedAt: now } }];
    }
    case 'EndKey': {
      const { tokenSerial, now } = command.data;
      return state.ended.includes(tokenSerial) ? [] : [{ type: 'KeyEnded', data: { tokenSerial, endedAt: now } }];
    }
    case 'ImportHolder': {
      const { keys, now: importedAt } = command.data;
      if (!isNewOfHolder(state, keys)) return [];
      return [{ type: 'HolderImported', data: { ...(keys !== null && keys > 1 && { keys }), importedAt } }];
    }
    case 'StrikeOffHolder': {
      const { officer, reason, now } = command.data;
      if (state.imported === 0) return reject('NoImportedHolder');
      return [{ type: 'HolderStruckOff', data: { officer, reason, struckOffAt: now } }];
    }
  }
}

/** Who had the first key here had none before; of who had any a later file may say how many. */
const isNewOfHolder = (state: EnterpriseSlotsState, keys: number | null): boolean =>
  state.imported > 0 ? keys !== null && keys !== state.imported : !hadKeys(state);

function reservation(
  wanted: WantedKey,
  reserved: { readonly reservationId: string; readonly caseId: string; readonly reservedAt: string },
): EnterpriseSlotsEvent {
  if ('key' in wanted) {
    const { kind, key, surplus } = wanted;
    const givenUp = surplus.length > 0 ? { surplus: [...new Set(surplus)] } : {};
    return { type: 'KeySlotReserved', data: { ...reserved, kind, key, ...givenUp } };
  }
  return { type: wanted.kind === 'first' ? 'SlotReserved' : 'AdditionalSlotReserved', data: reserved };
}

/**
 * What one enterprise may hold: one first application at a time, and none once a key was handed over; after that one case
 * at a time for each key that is to be replaced, and further keys up to three.
 */
export const enterpriseSlots: Decider<
  EnterpriseSlotsCommand,
  EnterpriseSlotsState,
  EnterpriseSlotsEvent,
  EnterpriseSlotsRejection
> = { category: 'intake.EnterpriseSlots', initial, decide, evolve, personal: personalData };
