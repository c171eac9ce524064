import { fold } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import type { KeyAccessCommand } from './key-access.commands';
import { keyAccess } from './key-access.decider';
import type { AccessEndGround, KeyAccessEvent } from './key-access.events';
import { renewalToFinish } from './renewal-to-finish';

const { given } = scenarios(keyAccess);

const now = '2026-12-20T02:00:00.000Z';
const serial = '4A'.repeat(16);
const end = (ground: AccessEndGround): KeyAccessCommand => ({ type: 'EndKeyAccess', data: { serial, ground, now } });
const ended = (ground: AccessEndGround): KeyAccessEvent => ({
  type: 'KeyAccessEnded',
  data: { serial, ground, endedAt: now },
});
const restore: KeyAccessCommand = { type: 'RestoreKeyAccess', data: { now } };
const restored: KeyAccessEvent = { type: 'KeyAccessRestored', data: { restoredAt: now } };

describe('the access by a key', () => {
  it('ends with a suspension or a revocation of its certificate', () => {
    given().when(end('suspended')).then(ended('suspended'));
    given().when(end('revoked')).then(ended('revoked'));
  });
  it('ends once for each ground', () => {
    given(ended('suspended')).when(end('suspended')).thenNothing();
    given(ended('revoked')).when(end('revoked')).thenNothing();
  });
  it('comes back with the lifting of the hold', () => given(ended('suspended')).when(restore).then(restored));
  it('never comes back after a revocation, which also follows a suspension', () => {
    given(ended('suspended')).when(end('revoked')).then(ended('revoked'));
    given(ended('suspended'), ended('revoked')).when(restore).thenNothing();
    given(ended('revoked')).when(end('suspended')).thenNothing();
  });
  it('needs no restoring while it was never ended', () => given().when(restore).thenNothing());
});

describe('a renewal of the key', () => {
  const notAfter = '2027-03-12T01:00:00.000Z';
  const note = (renewalId: string, submittedAt = now): KeyAccessCommand => ({
    type: 'NoteRenewal',
    data: { renewalId, submittedAt, notAfter, now },
  });
  const noted = (renewalId: string): KeyAccessEvent => ({ type: 'RenewalNoted', data: { renewalId, notedAt: now } });
  const forget: KeyAccessCommand = { type: 'ForgetRenewal', data: { renewalId: 'r1', now } };
  const over: KeyAccessEvent = { type: 'RenewalOver', data: { renewalId: 'r1', overAt: now } };

  it('is noted once, where it was submitted before the end', () => {
    given().when(note('r1')).then(noted('r1'));
    given().when(note('r1', notAfter)).then(noted('r1'));
    given().when(note('r1', '2027-03-12T01:00:00.001Z')).thenNothing();
    given(noted('r1')).when(note('r1')).thenNothing();
  });
  it('is forgotten with its end, whatever was noted meanwhile', () => {
    given(noted('r1')).when(forget).then(over);
    given(noted('r1'), noted('r2')).when(forget).then(over);
    given().when(forget).thenNothing();
    given(noted('r1'), over).when(forget).thenNothing();
  });

  const finishes = (at: string, ...facts: readonly KeyAccessEvent[]) =>
    renewalToFinish(fold(keyAccess, facts), { notAfter, now: at, graceDays: 30 });

  it('lets the holder of a key in for itself alone, until so many days after the end', () => {
    expect(finishes('2027-03-12T01:00:00.001Z', noted('r1'))).toBe('r1');
    expect(finishes('2027-04-11T01:00:00.000Z', noted('r1'))).toBe('r1');
    expect(finishes('2027-04-11T01:00:00.001Z', noted('r1'))).toBeNull();
  });
  it('lets nobody in where there is none, or it is over', () => {
    const justAfter = '2027-03-12T01:00:00.001Z';
    expect(finishes(justAfter)).toBeNull();
    expect(finishes(justAfter, noted('r1'), over)).toBeNull();
    expect(finishes(justAfter, noted('r1'), noted('r2'), over)).toBe('r2');
  });
});
