import { fold } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import type { RevocationCommand } from './revocation.commands';
import { revocation } from './revocation.decider';
import type { RevocationEvent } from './revocation.events';

const { given } = scenarios(revocation);
const now = '2026-03-02T02:00:00.000Z';
const key = { caseId: 'case-1', attempt: 1, serials: ['AA', 'BB'], sealId: 'SEAL-1', ground: 'lost' } as const;
const ordered: RevocationEvent = {
  type: 'RevocationOrdered',
  data: { ...key, reason: 'keyCompromise', orderedAt: now },
};
const order: RevocationCommand = { type: 'OrderRevocation', data: { ...key, now } };
const record = (serial: string): RevocationCommand => ({ type: 'RecordRevokedCertificate', data: { serial, now } });
const progressed = (serial: string): RevocationEvent => ({ type: 'RevocationProgressed', data: { serial, at: now } });
const executed: RevocationEvent = { type: 'RevocationExecuted', data: { caseId: 'case-1', executedAt: now } };

describe('a revocation', () => {
  it('is ordered once, with the reason that its ground calls for', () => {
    given().when(order).then(ordered);
    given(ordered).when(order).thenNothing();
  });
  it.each([
    ['production-failed', 'superseded'],
    ['lost', 'keyCompromise'],
    ['damaged', 'superseded'],
    ['wrong-parcel', 'keyCompromise'],
    ['withdrawn', 'cessationOfOperation'],
    ['terminated', 'cessationOfOperation'],
    ['unclaimed', 'cessationOfOperation'],
    ['renewed', 'superseded'],
    ['orphaned', 'superseded'],
  ] as const)('for %s gives the reason %s', (ground, reason) =>
    given()
      .when({ type: 'OrderRevocation', data: { ...key, ground, now } })
      .then({ type: 'RevocationOrdered', data: { ...key, ground, reason, orderedAt: now } }),
  );
  it('of nothing is none', () =>
    given()
      .when({ type: 'OrderRevocation', data: { ...key, serials: [], now } })
      .thenNothing());
  it('is executed when the last certificate is revoked', () => {
    given(ordered).when(record('AA')).then(progressed('AA'));
    given(ordered, progressed('AA')).when(record('BB')).then(progressed('BB'), executed);
  });
  it('passes over a certificate that is not, or no longer, among those to revoke', () => {
    given(ordered, progressed('AA')).when(record('AA')).thenNothing();
    given(ordered).when(record('CC')).thenNothing();
    given(ordered, progressed('AA'), progressed('BB'), executed).when(record('AA')).thenNothing();
    given().when(record('AA')).thenNothing();
  });
});

it('passes over a fact that it does not know, and one that came before its beginning', () => {
  const later = { type: 'RevocationPolished', data: {} } as unknown as RevocationEvent;
  expect(fold(revocation, [ordered, later])).toEqual(fold(revocation, [ordered]));
  expect(fold(revocation, [progressed('AA')])).toEqual(revocation.initial);
});
