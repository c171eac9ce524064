import { scenarios } from '@ekey/kernel/testing';
import type { KeyAccessCommand } from './key-access.commands';
import { keyAccess } from './key-access.decider';
import type { AccessEndGround, KeyAccessEvent } from './key-access.events';

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
