import { fold, isRejection } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import fc from 'fast-check';
import type { EnterpriseSlotsCommand } from './enterprise-slots.commands';
import { enterpriseSlots } from './enterprise-slots.decider';
import type { EnterpriseSlotsEvent } from './enterprise-slots.events';
import { keysHeld, keysUnderWay, takenBy, type EnterpriseSlotsState } from './enterprise-slots.state';
import { isInHand } from './what-bars';

const { given } = scenarios(enterpriseSlots);
const now = '2026-03-02T01:00:00.000Z';

const reserve = (caseId: string, reservationId: string): EnterpriseSlotsCommand => ({
  type: 'ReserveSlot',
  data: { reservationId, caseId, wanted: { kind: 'first' }, now },
});
const reserveInstead = (
  caseId: string,
  reservationId: string,
  key: string,
  surplus: readonly string[] = [],
  kind: 'replacement' | 'change' = 'replacement',
): EnterpriseSlotsCommand => ({
  type: 'ReserveSlot',
  data: { reservationId, caseId, wanted: { kind, key, surplus }, now },
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
const importKeys = (keys: number | null): EnterpriseSlotsCommand => ({ type: 'ImportHolder', data: { keys, now } });
const importHolder = importKeys(null);
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
const numbered = (caseId: string, tokenSerial: string): EnterpriseSlotsEvent => ({
  type: 'KeyNumbered',
  data: { caseId, tokenSerial, numberedAt: now },
});
const reservedInstead = (
  caseId: string,
  reservationId: string,
  key: string,
  surplus?: readonly string[],
): EnterpriseSlotsEvent => ({
  type: 'KeySlotReserved',
  data: { reservationId, caseId, kind: 'replacement', key, ...(surplus && { surplus }), reservedAt: now },
});
const reserveMore = (caseId: string, reservationId: string): EnterpriseSlotsCommand => ({
  type: 'ReserveSlot',
  data: { reservationId, caseId, wanted: { kind: 'additional' }, now },
});
const reservedMore = (caseId: string, reservationId: string): EnterpriseSlotsEvent => ({
  type: 'AdditionalSlotReserved',
  data: { reservationId, caseId, reservedAt: now },
});
const end = (tokenSerial: string): EnterpriseSlotsCommand => ({ type: 'EndKey', data: { tokenSerial, now } });
const ended = (tokenSerial: string): EnterpriseSlotsEvent => ({
  type: 'KeyEnded',
  data: { tokenSerial, endedAt: now },
});
const imported: EnterpriseSlotsEvent = { type: 'HolderImported', data: { importedAt: now } };
const importedWith = (keys: number): EnterpriseSlotsEvent => ({
  type: 'HolderImported',
  data: { keys, importedAt: now },
});

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
  it('is not taken from a case in correction by what was imported since', () =>
    given(reserved('a', 'r1'), confirmed('a', 'r1'), imported).when(reserve('a', 'r2')).thenNothing());
});

describe('reserving the slot of a key that is to be replaced', () => {
  const holding = [held('a'), numbered('a', 'EK1')] as const;
  it('is open to the enterprise that has the key', () =>
    given(...holding)
      .when(reserveInstead('b', 'r2', 'EK1'))
      .then(reservedInstead('b', 'r2', 'EK1')));
  it('is open whichever came first, the key or the news of its number', () =>
    given(numbered('a', 'EK1'), held('a'))
      .when(reserveInstead('b', 'r2', 'EK1'))
      .then(reservedInstead('b', 'r2', 'EK1')));
  it('is refused to an enterprise that never had a key', () =>
    given(reserved('a', 'r1'), confirmed('a', 'r1'))
      .when(reserveInstead('b', 'r2', 'EK1'))
      .thenRejected('NoKeyHeld'));
  it('is refused for a key of another enterprise', () =>
    given(...holding)
      .when(reserveInstead('b', 'r2', 'EK9'))
      .thenRejected('KeyNotHeld', { key: 'EK9' }));
  it('is refused for a key that was made and never handed over', () =>
    given(...holding, numbered('b', 'EK2'))
      .when(reserveInstead('c', 'r3', 'EK2'))
      .thenRejected('KeyNotHeld', { key: 'EK2' }));
  it('is refused while another case for this key is under way', () =>
    given(...holding, reservedInstead('b', 'r2', 'EK1'))
      .when(reserveInstead('c', 'r3', 'EK1'))
      .thenRejected('ReplacementUnderWay', { key: 'EK1' }));
  it('is open again once that case has ended', () =>
    given(...holding, reservedInstead('b', 'r2', 'EK1'), released('b', 'case-ended'))
      .when(reserveInstead('c', 'r3', 'EK1'))
      .then(reservedInstead('c', 'r3', 'EK1')));
  it('is open for another key of the same enterprise meanwhile', () =>
    given(...holding, held('d'), numbered('d', 'EK4'), reservedInstead('b', 'r2', 'EK1'))
      .when(reserveInstead('c', 'r3', 'EK4'))
      .then(reservedInstead('c', 'r3', 'EK4')));
  it('is refused for a key that was replaced; the new one may be replaced in its turn', () => {
    const after = [...holding, reservedInstead('b', 'r2', 'EK1'), held('b'), numbered('b', 'EK2')];
    given(...after)
      .when(reserveInstead('c', 'r3', 'EK1'))
      .thenRejected('KeyAlreadyReplaced', { key: 'EK1' });
    given(...after)
      .when(reserveInstead('c', 'r3', 'EK2'))
      .then(reservedInstead('c', 'r3', 'EK2'));
  });
  it('takes the word of an enterprise that had keys before this system for their numbers', () => {
    given(imported)
      .when(reserveInstead('b', 'r2', '旧钥匙 12'))
      .then(reservedInstead('b', 'r2', '旧钥匙 12'));
    given(imported, reservedInstead('b', 'r2', '12'), held('b'))
      .when(reserveInstead('c', 'r3', '12'))
      .thenRejected('KeyAlreadyReplaced');
  });
  it('counts what it names beyond the keys that it was imported with as one more, up to three', () => {
    const named = (count: number) =>
      Array.from({ length: count }, (_each, at) => reservedInstead(`b${at}`, `r${at}`, `旧 ${at}`));
    const handedOver = (count: number) =>
      named(count).flatMap((each, at) => [each, held(`b${at}`), numbered(`b${at}`, `EK${at}`)]);
    for (const before of [named, handedOver]) {
      given(imported, ...before(2))
        .when(reserveInstead('c', 'r9', '旧 9'))
        .then(reservedInstead('c', 'r9', '旧 9'));
      given(imported, ...before(3))
        .when(reserveInstead('c', 'r9', '旧 9'))
        .thenRejected('TooManyKeys');
      given(importedWith(4), ...before(3))
        .when(reserveInstead('c', 'r9', '旧 9'))
        .then(reservedInstead('c', 'r9', '旧 9'));
    }
    given(imported, ...named(3))
      .when(reserveMore('c', 'r9'))
      .thenRejected('TooManyKeys', { held: 1, underWay: 2, most: 3 });
    given(imported, ...handedOver(3))
      .when(reserveInstead('c', 'r9', '旧 9', ['EK0']))
      .then(reservedInstead('c', 'r9', '旧 9', ['EK0']));
  });
  it('leaves first applications as they are: none is open to it', () =>
    given(...holding, reservedInstead('b', 'r2', 'EK1'))
      .when(reserve('c', 'r3'))
      .thenRejected('FirstApplicationNotAllowed', { because: 'key-held' }));
});

describe('reserving the slot of an additional key (增办)', () => {
  const one = [held('a'), numbered('a', 'EK1')] as const;
  const two = [...one, held('b'), numbered('b', 'EK2')] as const;
  it('is open to an enterprise that has a key', () =>
    given(...one)
      .when(reserveMore('b', 'r2'))
      .then(reservedMore('b', 'r2')));
  it('is refused to one that never had any', () => given().when(reserveMore('b', 'r2')).thenRejected('NoKeyHeld'));
  it('is refused to one that was imported with three, and open once where it was with two', () => {
    given(importedWith(3)).when(reserveMore('b', 'r2')).thenRejected('TooManyKeys', { held: 3, underWay: 0, most: 3 });
    given(importedWith(2)).when(reserveMore('b', 'r2')).then(reservedMore('b', 'r2'));
    given(importedWith(2), reservedMore('b', 'r2'))
      .when(reserveMore('c', 'r3'))
      .thenRejected('TooManyKeys', { held: 2, underWay: 1, most: 3 });
  });
  it('is refused once three are held', () =>
    given(...two, held('c'))
      .when(reserveMore('d', 'r4'))
      .thenRejected('TooManyKeys', { held: 3, underWay: 0, most: 3 }));
  it('counts those that are announced or under way', () => {
    given(...one, reservedMore('b', 'r2'), reservedMore('c', 'r3'))
      .when(reserveMore('d', 'r4'))
      .thenRejected('TooManyKeys', { held: 1, underWay: 2, most: 3 });
    given(...two, reservedMore('c', 'r3'), confirmed('c', 'r3'))
      .when(reserveMore('d', 'r4'))
      .thenRejected('TooManyKeys', { held: 2, underWay: 1, most: 3 });
  });
  it('does not count a key that only takes the place of another one', () =>
    given(...two, reservedInstead('c', 'r3', 'EK1'))
      .when(reserveMore('d', 'r4'))
      .then(reservedMore('d', 'r4')));
  it('is open again once a case has ended, or a key was revoked', () => {
    given(...two, reservedMore('c', 'r3'), released('c', 'case-ended'))
      .when(reserveMore('d', 'r4'))
      .then(reservedMore('d', 'r4'));
    given(...two, held('c'), ended('EK1'))
      .when(reserveMore('d', 'r4'))
      .then(reservedMore('d', 'r4'));
  });
  it('is open to an enterprise whose keys were all revoked: a first application is closed to it for ever', () =>
    given(...one, ended('EK1'))
      .when(reserveMore('b', 'r2'))
      .then(reservedMore('b', 'r2')));
  it('is refused where the slot of a revoked key is taken already by the one in its place, and the other way round', () => {
    given(...two, held('c'), ended('EK1'), reservedInstead('d', 'r4', 'EK1'))
      .when(reserveMore('e', 'r5'))
      .thenRejected('TooManyKeys', { held: 2, underWay: 1, most: 3 });
    given(...two, held('c'), ended('EK1'), reservedMore('d', 'r4'))
      .when(reserveInstead('e', 'r5', 'EK1'))
      .thenRejected('TooManyKeys', { held: 2, underWay: 1, most: 3 });
  });
  it('is nothing new for a case that has its slot', () =>
    given(...one, reservedMore('b', 'r2'), confirmed('b', 'r2'))
      .when(reserveMore('b', 'r3'))
      .thenNothing());
  it('is told with the submission, and when it comes back', () => {
    given(...one, reservedMore('b', 'r2'))
      .when(confirm('b', 'r2'))
      .then(confirmed('b', 'r2'), { type: 'AdditionalSlotHeld', data: { caseId: 'b', heldAt: now } });
    given(...one, reservedMore('b', 'r2'), confirmed('b', 'r2'))
      .when(release('b'))
      .then(released('b', 'case-ended'), { type: 'AdditionalSlotGivenBack', data: { caseId: 'b', givenBackAt: now } });
    given(...one, reservedMore('b', 'r2'))
      .when(giveUp('b', 'r2'))
      .then(released('b', 'reservation-given-up'));
  });
});

it('ends a key once', () => {
  given().when(end('EK1')).then(ended('EK1'));
  given(ended('EK1')).when(end('EK1')).thenNothing();
});

describe('the keys that an enterprise holds', () => {
  const holdsAfter = (...facts: readonly EnterpriseSlotsEvent[]): number => keysHeld(fold(enterpriseSlots, facts));
  it('are those handed over, less those that others took the place of', () => {
    const first = [held('a'), numbered('a', 'EK1')] as const;
    expect(holdsAfter()).toBe(0);
    expect(holdsAfter(...first)).toBe(1);
    expect(holdsAfter(...first, reservedInstead('b', 'r2', 'EK1'))).toBe(1);
    expect(holdsAfter(...first, reservedInstead('b', 'r2', 'EK1'), held('b'))).toBe(1);
    expect(holdsAfter(...first, held('b'))).toBe(2);
    expect(holdsAfter(...first, held('b'), ended('EK1'))).toBe(1);
    expect(holdsAfter(...first, ended('EK1'), reservedInstead('b', 'r2', 'EK1'), held('b'))).toBe(1);
  });
  it('are as many as it was imported with, less those that were replaced here', () => {
    const first = [importedWith(3), reservedInstead('b', 'r2', '12')] as const;
    expect(holdsAfter(...first)).toBe(3);
    expect(holdsAfter(...first, held('b'))).toBe(3);
    expect(holdsAfter(...first, held('b'), numbered('b', 'EK2'), ended('EK2'))).toBe(2);
    const second = [held('b'), numbered('b', 'EK2'), reservedInstead('c', 'r3', '13'), held('c')] as const;
    expect(holdsAfter(...first, ...second)).toBe(3);
    expect(holdsAfter(...first, ...second, numbered('c', 'EK3'), reservedInstead('d', 'r4', 'EK3'), held('d'))).toBe(3);
  });
  it('are never less than none, however many of before are replaced', () => {
    const second = [reservedInstead('c', 'r3', '13'), held('c')] as const;
    expect(holdsAfter(imported, reservedInstead('b', 'r2', '12'), held('b'), ...second)).toBe(2);
  });
  it('are one where nobody has said how many it had before this system', () => {
    expect(holdsAfter(imported)).toBe(1);
    expect(holdsAfter(imported, held('b'))).toBe(2);
    expect(holdsAfter(imported, reservedInstead('b', 'r2', '12'), held('b'))).toBe(1);
  });
});

describe('a revoked key that is replaced while three others are held', () => {
  const holds = ['a', 'b', 'c', 'd'].flatMap((caseId, index) => [held(caseId), numbered(caseId, `EK${index + 1}`)]);
  const ended: EnterpriseSlotsEvent = { type: 'KeyEnded', data: { tokenSerial: 'EK1', endedAt: now } };
  const asks = (surplus: readonly string[]) => given(...holds, ended).when(reserveInstead('e', 'r5', 'EK1', surplus));
  it('has one of them given up for it', () => {
    asks([]).thenRejected('TooManyKeys', { held: 3, underWay: 0, most: 3 });
    asks(['EK4']).then(reservedInstead('e', 'r5', 'EK1', ['EK4']));
  });
  it('has none given up that is not in hand, is the same, or is being replaced itself', () => {
    asks(['EK9']).thenRejected('KeyNotHeld', { key: 'EK9' });
    asks(['EK1']).thenRejected('KeyNotHeld', { key: 'EK1' });
    asks(['EK4', 'EK4']).then(reservedInstead('e', 'r5', 'EK1', ['EK4']));
    given(...holds, ended, reservedInstead('f', 'r6', 'EK4'))
      .when(reserveInstead('e', 'r5', 'EK1', ['EK4']))
      .thenRejected('ReplacementUnderWay', { key: 'EK4' });
  });
  it('leaves the one that is given up to no other case, to be replaced or to be given up', () => {
    const givesUp = [...holds, ended, reservedInstead('e', 'r5', 'EK1', ['EK4'])] as const;
    given(...givesUp)
      .when(reserveInstead('f', 'r6', 'EK4'))
      .thenRejected('ReplacementUnderWay', { key: 'EK4' });
    given(...givesUp)
      .when(reserveInstead('f', 'r6', 'EK2', ['EK4']))
      .thenRejected('ReplacementUnderWay', { key: 'EK4' });
    given(...givesUp, released('e', 'case-ended'))
      .when(reserveInstead('f', 'r6', 'EK4'))
      .then(reservedInstead('f', 'r6', 'EK4'));
  });
  it('has none given up by a change (变更), of which nothing ends before the new key is in hand', () =>
    given(...holds, ended)
      .when(reserveInstead('e', 'r5', 'EK1', ['EK4'], 'change'))
      .thenRejected('TooManyKeys', { held: 3, underWay: 0, most: 3 }));
});

it('numbers a key once', () => {
  const number: EnterpriseSlotsCommand = { type: 'NumberKey', data: { caseId: 'a', tokenSerial: 'EK1', now } };
  given(held('a')).when(number).then(numbered('a', 'EK1'));
  given(held('a'), numbered('a', 'EK1')).when(number).thenNothing();
});

describe('confirming the slot', () => {
  it('follows the submission', () => given(reserved('a', 'r1')).when(confirm('a', 'r1')).then(confirmed('a', 'r1')));
  it('is nothing new in later rounds', () =>
    given(reserved('a', 'r1'), confirmed('a', 'r1')).when(confirm('a', 'r1')).thenNothing());
  it('does not bring back a slot that was released meanwhile', () =>
    given(reserved('a', 'r1'), released('a', 'case-ended')).when(confirm('a', 'r1')).thenNothing());
  it('is not done by news of a reservation that was given up, in whose place there is another', () =>
    given(reserved('a', 'r1'), released('a', 'reservation-given-up'), reserved('a', 'r2'))
      .when(confirm('a', 'r1'))
      .thenNothing());
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
  it('are recorded with as many keys as the file says; with one where it says nothing', () => {
    given().when(importKeys(2)).then(importedWith(2));
    given().when(importKeys(1)).then(imported);
  });
  it('have as many as a later file says, and stay as they are where it says nothing', () => {
    given(imported).when(importKeys(3)).then(importedWith(3));
    given(importedWith(3)).when(importKeys(3)).thenNothing();
    given(importedWith(3)).when(importKeys(null)).thenNothing();
    given(importedWith(3)).when(importKeys(1)).then(imported);
    given(importedWith(2), reservedInstead('b', 'r2', '12'), held('b'))
      .when(importKeys(3))
      .then(importedWith(3));
  });
  it('are none that had their first key here', () => given(held('a')).when(importKeys(2)).thenNothing());
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
  const holderOf = ({ taken }: EnterpriseSlotsState): string | undefined => taken[0]?.caseId;
  const caseId = fc.constantFrom('a', 'b', 'c');
  const reservationId = fc.constantFrom('r1', 'r2', 'r3', 'r4');
  const anyCommand: fc.Arbitrary<EnterpriseSlotsCommand> = fc.oneof(
    fc.tuple(caseId, reservationId).map(([id, reservation]) => reserve(id, reservation)),
    fc.tuple(caseId, reservationId).map(([id, reservation]) => confirm(id, reservation)),
    fc.tuple(caseId, reservationId).map(([id, reservation]) => giveUp(id, reservation)),
    caseId.map(release),
    fc.constantFrom(importHolder, importKeys(1), importKeys(2)),
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
          const [had, has] = [holderOf(before), holderOf(after)];
          expect(after.taken.length).toBeLessThanOrEqual(1);
          expect(had !== undefined && has !== undefined && had !== has).toBe(false);
          if (command.type === 'ReserveSlot') expect(has).toBe(command.data.caseId);
          else expect([had, undefined]).toContain(has);
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
            if (takenBy(fold(enterpriseSlots, facts), later)?.status === 'confirmed') continue;
            given(...facts)
              .when(reserve(later, 'r9'))
              .thenRejected('FirstApplicationNotAllowed');
          }
        },
      ),
    ));

  /** Those in hand that end before the key of another case is made. */
  const keysToBeGivenUp = (state: EnterpriseSlotsState): number =>
    state.taken.flatMap(({ wanted }) => ('key' in wanted ? wanted.surplus.filter((key) => isInHand(state, key)) : []))
      .length;

  it('an enterprise never has more than three keys and cases that would bring one', () => {
    const INSTEAD = ['instead-b', 'instead-c', 'instead-d', 'instead-e'] as const;
    const more = fc.constantFrom('b', 'c', 'd', 'e', 'f');
    const instead = fc.tuple(
      fc.constantFrom('instead-b', 'instead-c'),
      fc.constantFrom('EK-a', 'EK-b', 'EK-x', 'EK-instead-b'),
      fc.subarray(['EK-b', 'EK-x', 'EK-y'], { maxLength: 2 }),
    );
    type Instead = readonly [caseId: string, key: string, surplus: readonly string[]];
    const step = (replacing: fc.Arbitrary<Instead>): fc.Arbitrary<EnterpriseSlotsCommand> =>
      fc.oneof(
        { weight: 4, arbitrary: fc.tuple(more, reservationId).map(([id, each]) => reserveMore(id, each)) },
        { weight: 2, arbitrary: fc.tuple(more, reservationId).map(([id, each]) => confirm(id, each)) },
        { weight: 2, arbitrary: fc.constantFrom('b', 'c', 'd', 'e', 'f', ...INSTEAD).map(hold) },
        fc.tuple(more, reservationId).map(([id, each]) => giveUp(id, each)),
        more.map(release),
        { weight: 4, arbitrary: replacing.map(([id, key, surplus]) => reserveInstead(id, 'r9', key, surplus)) },
        fc.constantFrom('EK-a', 'EK-b', 'EK-c', 'EK-x').map(end),
      );
    const steps = (each: fc.Arbitrary<Instead>) => fc.array(step(each), { maxLength: 60, size: 'max' });
    const ofA = [held('a'), numbered('a', 'EK-a')];
    const threeMore = ['x', 'y', 'z'].flatMap((id) => [held(id), numbered(id, `EK-${id}`)]);
    const beginning = fc.constantFrom(ofA, [...ofA, ended('EK-a'), ...threeMore]);
    const ofBefore = fc.tuple(
      fc.constantFrom(...INSTEAD),
      fc.constantFrom('旧 1', '旧 2', '旧 3', '旧 4'),
      fc.constant([]),
    );
    const course = fc.oneof(
      { weight: 2, arbitrary: fc.tuple(beginning, steps(instead)) },
      { weight: 1, arbitrary: fc.tuple(fc.constant([importedWith(2)]), steps(ofBefore)) },
    );
    const most = { held: 0, together: 0, givenUp: 0 };
    fc.assert(
      fc.property(course, ([begun, commands]) => {
        let state = fold(enterpriseSlots, begun);
        const send = (command: EnterpriseSlotsCommand) => {
          const decision = enterpriseSlots.decide(command, state);
          state = (isRejection(decision) ? [] : decision).reduce(enterpriseSlots.evolve, state);
        };
        for (const command of commands) {
          // A case whose key was handed over asks for no other.
          if (command.type === 'ReserveSlot' && state.keys.includes(command.data.caseId)) continue;
          if (command.type === 'HoldKey') {
            // A key is handed over in a case that has its slot, after the keys ended that it takes the place of.
            const taken = takenBy(state, command.data.caseId);
            if (taken === null) continue;
            for (const key of 'key' in taken.wanted ? [taken.wanted.key, ...taken.wanted.surplus] : []) send(end(key));
          }
          send(command);
          // It is numbered with it.
          if (command.type === 'HoldKey')
            state = enterpriseSlots.evolve(state, numbered(command.data.caseId, `EK-${command.data.caseId}`));
          const givenUp = keysToBeGivenUp(state);
          const together = keysHeld(state) + keysUnderWay(state, '') - givenUp;
          expect(keysHeld(state)).toBeLessThanOrEqual(3);
          expect(together).toBeLessThanOrEqual(3);
          most.held = Math.max(most.held, keysHeld(state));
          most.together = Math.max(most.together, together);
          most.givenUp = Math.max(most.givenUp, givenUp);
        }
      }),
    );
    expect(most).toEqual({ held: 3, together: 3, givenUp: expect.any(Number) });
    expect(most.givenUp).toBeGreaterThan(0);
  });
});
