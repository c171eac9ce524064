import { reject, type Decider, type Decision, type Rejection } from '@ekey/kernel';
import type { EnterpriseSlotsCommand } from './enterprise-slots.commands';
import { personalData, type EnterpriseSlotsEvent } from './enterprise-slots.events';
import { evolve, initial, type EnterpriseSlotsState } from './enterprise-slots.state';

export type EnterpriseSlotsRejection = 'FirstApplicationNotAllowed' | 'NoImportedHolder';

type Answer = Decision<EnterpriseSlotsEvent, EnterpriseSlotsRejection>;

/**
 * Why a first application of this enterprise for this case would be refused; `null` where nothing stands against it.
 * 首次申领 is asked of the enterprise, for ever, and not of the account or of the case.
 */
export function whatBars(state: EnterpriseSlotsState, caseId: string): Rejection<'FirstApplicationNotAllowed'> | null {
  if (state.imported || state.keys.length > 0) return reject('FirstApplicationNotAllowed', { because: 'key-held' });
  if (state.taken !== null && state.taken.caseId !== caseId) {
    return reject('FirstApplicationNotAllowed', { because: 'case-in-progress' });
  }
  return null;
}

/** Everything but reserving and striking off is sent by policies, clocks and the import, and so never refused. */
function decide(command: EnterpriseSlotsCommand, state: EnterpriseSlotsState): Answer {
  switch (command.type) {
    case 'ReserveSlot': {
      const { reservationId, caseId, now } = command.data;
      // A case that has its slot keeps it; one whose last attempt broke off gets a new reservation in place of the old.
      if (state.taken?.caseId === caseId && state.taken.status === 'confirmed') return [];
      return whatBars(state, caseId) ?? [{ type: 'SlotReserved', data: { reservationId, caseId, reservedAt: now } }];
    }
    case 'ConfirmSlot': {
      // By the case and not by the reservation: a later attempt of the same case may have replaced the reservation.
      const { reservationId, caseId, now } = command.data;
      if (state.taken?.caseId !== caseId || state.taken.status === 'confirmed') return [];
      return [{ type: 'SlotConfirmed', data: { reservationId, caseId, confirmedAt: now } }];
    }
    case 'GiveUpReservation': {
      const { reservationId, caseId, now } = command.data;
      const { taken } = state;
      if (taken?.reservationId !== reservationId || taken.status === 'confirmed') return [];
      return [{ type: 'SlotReleased', data: { caseId, ground: 'reservation-given-up', releasedAt: now } }];
    }
    case 'ReleaseSlot': {
      const { caseId, now } = command.data;
      if (state.taken?.caseId !== caseId) return [];
      return [{ type: 'SlotReleased', data: { caseId, ground: 'case-ended', releasedAt: now } }];
    }
    case 'HoldKey': {
      const { caseId, now } = command.data;
      return state.keys.includes(caseId) ? [] : [{ type: 'KeyHeld', data: { caseId, heldAt: now } }];
    }
    case 'ImportHolder':
      return state.imported || state.keys.length > 0
        ? []
        : [{ type: 'HolderImported', data: { importedAt: command.data.now } }];
    case 'StrikeOffHolder': {
      const { officer, reason, now } = command.data;
      if (!state.imported) return reject('NoImportedHolder');
      return [{ type: 'HolderStruckOff', data: { officer, reason, struckOffAt: now } }];
    }
  }
}

/** What one enterprise may hold: one first application at a time, and none once a key was handed over. */
export const enterpriseSlots: Decider<
  EnterpriseSlotsCommand,
  EnterpriseSlotsState,
  EnterpriseSlotsEvent,
  EnterpriseSlotsRejection
> = { category: 'intake.EnterpriseSlots', initial, decide, evolve, personal: personalData };
