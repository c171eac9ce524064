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

/** Whether this very reservation is there and its submission has not come yet. */
const waits = (
  { taken }: EnterpriseSlotsState,
  asked: { readonly reservationId: string; readonly caseId: string },
): boolean =>
  taken?.status === 'reserved' && taken.reservationId === asked.reservationId && taken.caseId === asked.caseId;

/** Everything but reserving and striking off is sent by policies, clocks and the import, and so never refused. */
function decide(command: EnterpriseSlotsCommand, state: EnterpriseSlotsState): Answer {
  switch (command.type) {
    case 'ReserveSlot': {
      const { reservationId, caseId, now } = command.data;
      const own = state.taken?.caseId === caseId ? state.taken : null;
      if (own?.status === 'confirmed') return [];
      const bar = whatBars(state, caseId);
      // A case has one reservation at a time. A second in its place could be given up while the first is still in use.
      if (bar !== null || own !== null) return bar ?? [];
      return [{ type: 'SlotReserved', data: { reservationId, caseId, reservedAt: now } }];
    }
    case 'ConfirmSlot': {
      const { now, ...reservation } = command.data;
      if (!waits(state, reservation)) return [];
      return [{ type: 'SlotConfirmed', data: { ...reservation, confirmedAt: now } }];
    }
    case 'GiveUpReservation': {
      const { now, ...reservation } = command.data;
      if (!waits(state, reservation)) return [];
      const { caseId } = reservation;
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
