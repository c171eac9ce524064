import { scenarios } from '@ekey/kernel/testing';
import { exampleHeldKey as key } from '../testing/example-held-key';
import type { RevocationCommand } from './revocation.commands';
import { revocation } from './revocation.decider';
import type { EndedGround, RevocationEvent } from './revocation.events';

const { given } = scenarios(revocation);
const now = '2026-03-02T02:00:00.000Z';
const replacement = 'case-2';
const { caseId, attempt, serials, sealId, tokenSerial } = key;

const lift: RevocationCommand = { type: 'LiftReportedLoss', data: { now } };
const revoke = (ground: EndedGround | 'information-changed' = 'lost', of = replacement): RevocationCommand => ({
  type: 'RevokeReplacedKey',
  data: { key, replacement: of, ground, now },
});
const recordListed: RevocationCommand = { type: 'RecordListed', data: { replacement, crlNumber: 7, now } };
const recordRevoked = (serial: string): RevocationCommand => ({
  type: 'RecordRevokedCertificate',
  data: { serial, now },
});

const suspendedBy = (by: string): RevocationEvent => ({
  type: 'KeySuspended',
  data: { key, ground: 'lost', withRequest: false, reference: null, by, suspendedAt: now },
});
const reported = suspendedBy(key.uscc);
const freed: RevocationEvent = {
  type: 'KeyReinstated',
  data: { caseId, tokenSerial, serials, proposedBy: key.uscc, by: key.uscc, reinstatedAt: now },
};
const requested: RevocationEvent = {
  type: 'RevocationRequested',
  data: { key, ground: 'lost', requester: 'enterprise', reference: '来函', by: 'anna', requestedAt: now },
};
const ordered: RevocationEvent = {
  type: 'RevocationOrdered',
  data: { caseId, attempt, serials, sealId, ground: 'lost', reason: 'keyCompromise', orderedAt: now },
};
const givenUp: RevocationEvent = { type: 'KeyGivenUp', data: { replacement, tokenSerial, givenUpAt: now } };
const awaited: RevocationEvent = {
  type: 'RevocationAwaited',
  data: { replacement, tokenSerial, serials, awaitedAt: now },
};
const progressed = (serial: string): RevocationEvent => ({ type: 'RevocationProgressed', data: { serial, at: now } });
const executed: RevocationEvent = { type: 'RevocationExecuted', data: { caseId, executedAt: now } };
const awaitedExecuted: RevocationEvent = {
  type: 'AwaitedRevocationExecuted',
  data: { replacement, tokenSerial, serials, executedAt: now },
};
const listed: RevocationEvent = {
  type: 'AwaitedRevocationListed',
  data: { replacement, tokenSerial, crlNumber: 7, listedAt: now },
};
const ended = [ordered, givenUp, awaited, progressed('4A'), progressed('4B'), executed, awaitedExecuted] as const;

describe('a key that its enterprise has reported lost', () => {
  it('is good again where the enterprise has found it', () => given(reported).when(lift).then(freed));
  it('stays suspended where an officer has suspended it', () => {
    given(suspendedBy('anna')).when(lift).thenNothing();
    given().when(lift).thenNothing();
  });
  it('stays suspended while an officer looks into its revocation', () =>
    given(reported, requested).when(lift).thenNothing());
  it('stays revoked', () => given(reported, ordered).when(lift).thenNothing());
});

describe('a key whose place another one takes', () => {
  it('is revoked by the recorded approval, suspended or not, and the case that waits is told', () => {
    given().when(revoke()).then(ordered, givenUp, awaited);
    given(reported).when(revoke()).then(ordered, givenUp, awaited);
    given(ordered, givenUp, awaited, progressed('4A'))
      .when(recordRevoked('4B'))
      .then(progressed('4B'), executed, awaitedExecuted);
  });
  it.each([
    ['lost', 'keyCompromise'],
    ['damaged', 'superseded'],
    ['replaced', 'superseded'],
    ['information-changed', 'affiliationChanged'],
  ] as const)('for %s is revoked as %s', (ground, reason) =>
    expect(given().when(revoke(ground)).facts()[0]).toMatchObject({ data: { ground, reason } }),
  );
  it('that is being revoked already, or is revoked, is waited for as well, once', () => {
    given(ordered).when(revoke()).then(awaited);
    given(ordered, executed).when(revoke()).then(awaited, awaitedExecuted);
    given(...ended)
      .when(revoke())
      .thenNothing();
  });
  it('is known to all once a list is out that names it', () => {
    given(...ended)
      .when(recordListed)
      .then(listed);
    given(...ended, listed)
      .when(recordListed)
      .thenNothing();
    given(ordered, givenUp, awaited).when(recordListed).thenNothing();
    given().when(recordListed).thenNothing();
  });
});
