import { fold, isRejection } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import fc from 'fast-check';
import type { EnterpriseSlotsCommand } from './enterprise-slots.commands';
import { enterpriseSlots } from './enterprise-slots.decider';
import type { EnterpriseSlotsEvent } from './enterprise-slots.events';

const { given } = scenarios(enterpriseSlots);
const now = '2026-03-02T01:00:00.000Z';

const reserve = (caseId: string, reservationId: string): EnterpriseSlotsCommand => ({
  type: 'ReserveSlot',
  data: { reservationId, caseId, now },
});
const confirm = (caseId: string, reservationId: string): EnterpriseSlotsCommand => ({
  type: 'ConfirmSlot',
  data: { reservationId, caseId, now },
});
const giveUp = (caseId: string, reservationId: string): EnterpriseSlotsCommand => ({
  type: 'GiveUpReservation',
  data: { reservationId, caseId, now },
});
const release = (caseId: string): EnterpriseSlotsCommand => ({ type: 'ReleaseSlot', data: { caseId, now } });
const hold = (caseId: string): EnterpriseSlotsCommand => ({ type: 'HoldKey', data: { caseId, now } });
const importHolder: EnterpriseSlotsCommand = { type: 'ImportHolder', data: { now } };
const strikeOff: EnterpriseSlotsCommand = { type: 'StrikeOffHolder', data: { officer: 'o1', reason: '录入有误', now } };

const reserved = (caseId: string, reservationId: string): EnterpriseSlotsEvent => ({
  type: 'SlotReserved',
  data: { reservationId, caseId, reservedAt: now },
});
const confirmed = (caseId: string, reservationId: string): EnterpriseSlotsEvent => ({
  type: 'SlotConfirmed',
  data: { reservationId, caseId, confirmedAt: now },
});
const released = (caseId: string, ground: 'case-ended' | 'reservation-given-up'): EnterpriseSlotsEvent => ({
  type: 'SlotReleased',
  data: { caseId, ground, releasedAt: now },
});
const held = (caseId: string): EnterpriseSlotsEvent => ({ type: 'KeyHeld', data: { caseId, heldAt: now } });
const imported: EnterpriseSlotsEvent = { type: 'HolderImported', data: { importedAt: now } };

describe('reserving the slot of a first application', () => {
  it('is open to the first case that asks', () => given().when(reserve('a', 'r1')).then(reserved('a', 'r1')));
  it('is refused while another case is under way', () =>
    given(reserved('a', 'r1'), confirmed('a', 'r1'))
      .when(reserve('b', 'r2'))
      .thenRejected('FirstApplicationNotAllowed', { because: 'case-in-progress' }));
  it('is refused even while the other has only announced its submission', () =>
    given(reserved('a', 'r1')).when(reserve('b', 'r2')).thenRejected('FirstApplicationNotAllowed'));
  it('is refused for ever once a key was handed over', () =>
    given(reserved('a', 'r1'), confirmed('a', 'r1'), held('a'))
      .when(reserve('b', 'r2'))
      .thenRejected('FirstApplicationNotAllowed', { because: 'key-held' }));
  it('is refused to the very case whose key was handed over', () =>
    given(reserved('a', 'r1'), held('a')).when(reserve('a', 'r2')).thenRejected('FirstApplicationNotAllowed'));
  it('is refused where the enterprise had a key before this system', () =>
    given(imported).when(reserve('a', 'r1')).thenRejected('FirstApplicationNotAllowed', { because: 'key-held' }));
  it('is open again after the case ended without a key', () =>
    given(reserved('a', 'r1'), confirmed('a', 'r1'), released('a', 'case-ended'))
      .when(reserve('b', 'r2'))
      .then(reserved('b', 'r2')));
  it('is nothing new for a case whose last attempt broke off: it goes on with the reservation that it has', () =>
    given(reserved('a', 'r1')).when(reserve('a', 'r2')).thenNothing());
  it('is open again to a case whose reservation was given up', () =>
    given(reserved('a', 'r1'), released('a', 'reservation-given-up'))
      .when(reserve('a', 'r2'))
      .then(reserved('a', 'r2')));
  it('is nothing new for a case that has its slot, whatever the round', () =>
    given(reserved('a', 'r1'), confirmed('a', 'r1')).when(reserve('a', 'r2')).thenNothing());
});

describe('confirming the slot', () => {
  it('follows the submission', () => given(reserved('a', 'r1')).when(confirm('a', 'r1')).then(confirmed('a', 'r1')));
  it('is nothing new in later rounds', () =>
    given(reserved('a', 'r1'), confirmed('a', 'r1')).when(confirm('a', 'r1')).thenNothing());
  it('does not bring back a slot that was released meanwhile', () =>
    given(reserved('a', 'r1'), released('a', 'case-ended')).when(confirm('a', 'r1')).thenNothing());
});

describe('giving the slot back', () => {
  it('follows a submission that never came', () =>
    given(reserved('a', 'r1')).when(giveUp('a', 'r1')).then(released('a', 'reservation-given-up')));
  it('passes over a reservation that is no more', () =>
    given(reserved('a', 'r1'), released('a', 'case-ended'), reserved('b', 'r2')).when(giveUp('a', 'r1')).thenNothing());
  it('passes over a reservation whose submission came', () =>
    given(reserved('a', 'r1'), confirmed('a', 'r1')).when(giveUp('a', 'r1')).thenNothing());
  it('follows the end of the case', () =>
    given(reserved('a', 'r1'), confirmed('a', 'r1')).when(release('a')).then(released('a', 'case-ended')));
  it('touches no other case', () => given(reserved('b', 'r1')).when(release('a')).thenNothing());
  it('never takes back a key that was handed over', () =>
    given(reserved('a', 'r1'), confirmed('a', 'r1'), held('a')).when(release('a')).thenNothing());
});

describe('holders from before this system', () => {
  it('are recorded once, however often the file is read', () => {
    given().when(importHolder).then(imported);
    given(imported).when(importHolder).thenNothing();
    given(held('a')).when(importHolder).thenNothing();
  });
  it('are struck off by a manager with a reason where the record was wrong', () => {
    given(imported)
      .when(strikeOff)
      .then({ type: 'HolderStruckOff', data: { officer: 'o1', reason: '录入有误', struckOffAt: now } });
    expect(
      given(imported, { type: 'HolderStruckOff', data: { officer: 'o1', reason: null, struckOffAt: now } }).state(),
    ).toEqual(given().state());
  });
  it('are not struck off where there are none', () => given().when(strikeOff).thenRejected('NoImportedHolder'));
});

describe('whatever is asked, in whatever order', () => {
  const caseId = fc.constantFrom('a', 'b', 'c');
  const reservationId = fc.constantFrom('r1', 'r2', 'r3', 'r4');
  const anyCommand: fc.Arbitrary<EnterpriseSlotsCommand> = fc.oneof(
    fc.tuple(caseId, reservationId).map(([id, reservation]) => reserve(id, reservation)),
    fc.tuple(caseId, reservationId).map(([id, reservation]) => confirm(id, reservation)),
    fc.tuple(caseId, reservationId).map(([id, reservation]) => giveUp(id, reservation)),
    caseId.map(release),
    fc.constant(importHolder),
    fc.constant(strikeOff),
  );

  it('at most one case has the slot, and only cases that reserved it', () =>
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 60, size: 'max' }), (commands) => {
        let after = enterpriseSlots.initial;
        for (const command of commands) {
          const before = after;
          const decision = enterpriseSlots.decide(command, before);
          if (isRejection(decision)) continue;
          after = decision.reduce(enterpriseSlots.evolve, before);
          const changedHands =
            before.taken !== null && after.taken !== null && before.taken.caseId !== after.taken.caseId;
          expect(changedHands).toBe(false);
          if (command.type === 'ReserveSlot') expect(after.taken?.caseId).toBe(command.data.caseId);
          else expect([before.taken?.caseId, undefined]).toContain(after.taken?.caseId);
        }
      }),
    ));

  it('a key handed over bars every later first application', () =>
    fc.assert(
      fc.property(
        fc.array(anyCommand, { maxLength: 20, size: 'max' }),
        caseId,
        fc.array(anyCommand, { maxLength: 20, size: 'max' }),
        (before, id, after) => {
          const facts: EnterpriseSlotsEvent[] = [];
          for (const command of [...before, hold(id), ...after]) {
            const decision = enterpriseSlots.decide(command, fold(enterpriseSlots, facts));
            if (!isRejection(decision)) facts.push(...decision);
          }
          for (const later of ['a', 'b', 'c', 'd']) {
            const { taken } = fold(enterpriseSlots, facts);
            if (taken?.caseId === later && taken.status === 'confirmed') continue;
            given(...facts)
              .when(reserve(later, 'r9'))
              .thenRejected('FirstApplicationNotAllowed');
          }
        },
      ),
    ));
});
