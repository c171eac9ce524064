import type { Command } from '@ekey/kernel';
import type { WantedKey } from './enterprise-slots.events';

export type EnterpriseSlotsCommand =
  /** `reservationId` is the id of this very command, so that no two attempts share one. */
  | Command<
      'ReserveSlot',
      { readonly reservationId: string; readonly caseId: string; readonly wanted: WantedKey; readonly now: string }
    >
  | Command<'ConfirmSlot', { readonly reservationId: string; readonly caseId: string; readonly now: string }>
  | Command<'GiveUpReservation', { readonly reservationId: string; readonly caseId: string; readonly now: string }>
  | Command<'ReleaseSlot', { readonly caseId: string; readonly now: string }>
  | Command<'HoldKey', { readonly caseId: string; readonly now: string }>
  | Command<'NumberKey', { readonly caseId: string; readonly tokenSerial: string; readonly now: string }>
  | Command<'EndKey', { readonly tokenSerial: string; readonly now: string }>
  /** `keys`: how many it had when this system began; `null`: nobody says. */
  | Command<'ImportHolder', { readonly keys: number | null; readonly now: string }>
  | Command<'StrikeOffHolder', { readonly officer: string; readonly reason: string; readonly now: string }>;
