import type { EnterpriseSlotsEvent } from '../enterprise-slots/enterprise-slots.events';
import { answerOf, recorded } from '@ekey/kernel/testing';
import { slotReservations } from './slot-reservations.view';

const uscc = '91350100M000100Y43';
const now = '2026-03-02T01:00:00.000Z';
const after = (...facts: EnterpriseSlotsEvent[]) =>
  answerOf(
    slotReservations,
    'a',
    facts.map((fact, revision) => recorded(fact, { stream: `intake.EnterpriseSlots-${uscc}`, revision })),
  );
const reserved = (caseId: string, reservationId: string): EnterpriseSlotsEvent => ({
  type: 'SlotReserved',
  data: { caseId, reservationId, reservedAt: now },
});

describe('the reservations that wait for their submission', () => {
  it('are known by enterprise, case and time', () =>
    expect(after(reserved('a', 'r1'))).toEqual({ uscc, caseId: 'a', reservationId: 'r1', reservedAt: now }));
  it.each<EnterpriseSlotsEvent>([
    { type: 'SlotConfirmed', data: { caseId: 'a', reservationId: 'r1', confirmedAt: now } },
    { type: 'SlotReleased', data: { caseId: 'a', ground: 'case-ended', releasedAt: now } },
    { type: 'KeyHeld', data: { caseId: 'a', heldAt: now } },
  ])('are over with $type', (end) => expect(after(reserved('a', 'r1'), end)).toBeNull());
  it('are known for the slot of a key that is to be replaced as well', () =>
    expect(
      after({
        type: 'KeySlotReserved',
        data: { caseId: 'a', reservationId: 'r1', kind: 'replacement', key: 'EK1', reservedAt: now },
      }),
    ).toEqual({ uscc, caseId: 'a', reservationId: 'r1', reservedAt: now }));
  it('do not end with another case', () =>
    expect(
      after(reserved('a', 'r2'), {
        type: 'SlotReleased',
        data: { caseId: 'b', ground: 'case-ended', releasedAt: now },
      }),
    ).toMatchObject({ caseId: 'a' }));
});
