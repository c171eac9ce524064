import { scenarios } from '@ekey/kernel/testing';
import { exampleHeldKey as key } from '../testing/example-held-key';
import type { RevocationCommand } from './revocation.commands';
import { revocation } from './revocation.decider';
import type { HeldKey, RevocationEvent, RevocationGround, Standing, Suspension } from './revocation.events';

const { given } = scenarios(revocation);
const now = '2026-03-02T02:00:00.000Z';
const successor: HeldKey = { ...key, caseId: 'renewal-1', attempt: 2, serials: ['5A', '5B'], sealId: 'SEAL-2' };
const reference = '来函 2026-17';

const byEnterprise = { ground: 'lost', withRequest: false, reference: null, by: key.uscc, reportedAt: now } as const;
const byOfficer = { ground: 'misuse-suspected', withRequest: false, reference, by: 'anna' } as const;
const asked = { ground: 'compromised', requester: 'enterprise', reference, by: 'anna' } as const;

const succeed: RevocationCommand = { type: 'SucceedKey', data: { successor, now } };
const takeOver = (standing: Partial<Standing>): RevocationCommand => ({
  type: 'TakeOverStanding',
  data: { key: successor, standing: { suspension: null, request: null, ended: null, ...standing }, now },
});

const succeeded: RevocationEvent = { type: 'KeySucceeded', data: { successor, succeededAt: now } };
const passedOn = (standing: Partial<Standing>): RevocationEvent => ({
  type: 'StandingPassedOn',
  data: { to: successor, standing: { suspension: null, request: null, ended: null, ...standing }, passedOnAt: now },
});
const suspended = (of: HeldKey, how: NonNullable<Standing['suspension']>): RevocationEvent => ({
  type: 'KeySuspended',
  data: { key: of, ...how, suspendedAt: now },
});
const added = (how: Suspension): RevocationEvent => ({ type: 'SuspensionAdded', data: { ...how, addedAt: now } });
const requested = (of: HeldKey): RevocationEvent => ({
  type: 'RevocationRequested',
  data: { key: of, ...asked, requestedAt: now },
});
const ordered = (of: HeldKey, ground: RevocationGround): RevocationEvent => {
  const { caseId, attempt, serials, sealId } = of;
  const reason = ground === 'compromised' ? 'keyCompromise' : 'superseded';
  return { type: 'RevocationOrdered', data: { caseId, attempt, serials, sealId, ground, reason, orderedAt: now } };
};
const reinstated: RevocationEvent = {
  type: 'KeyReinstated',
  data: {
    ...{ caseId: key.caseId, tokenSerial: key.tokenSerial, serials: key.serials },
    ...{ proposedBy: 'anna', by: 'boris', reinstatedAt: now },
  },
};

describe('a key whose place a renewal has given to another', () => {
  it('passes nothing on where nothing was decided of it', () => {
    given().when(succeed).then(succeeded);
    given(suspended(key, byOfficer), reinstated).when(succeed).then(succeeded);
    given(succeeded).when(succeed).thenNothing();
  });
  it.each([
    ['that its enterprise has reported', byEnterprise],
    ['by an officer', byOfficer],
  ])('passes a suspension on %s, which the renewal has not heard of in time', (_by, suspension) =>
    given(suspended(key, suspension)).when(succeed).then(succeeded, passedOn({ suspension })),
  );
  it('passes a suspension on that comes when it has been followed already', () =>
    given(succeeded)
      .when({ type: 'SuspendLostKey', data: { key, reportedAt: now, now } })
      .then(passedOn({ suspension: byEnterprise })));
  it('passes a request on to revoke it, with the suspension that came with it', () => {
    const suspension = { ...byOfficer, ground: 'compromised', withRequest: true } as const;
    given(requested(key), suspended(key, suspension))
      .when(succeed)
      .then(succeeded, passedOn({ suspension, request: asked }));
  });
  it('passes every suspension on, that of a request with the request', () => {
    const withRequest = { ...byOfficer, ground: 'compromised', withRequest: true } as const;
    given(suspended(key, byEnterprise), added(byOfficer))
      .when(succeed)
      .then(succeeded, passedOn({ suspension: byEnterprise }), passedOn({ suspension: byOfficer }));
    given(suspended(key, byEnterprise), requested(key), added(withRequest))
      .when(succeed)
      .then(succeeded, passedOn({ suspension: withRequest, request: asked }), passedOn({ suspension: byEnterprise }));
  });
  it('passes its end on, where it was revoked before the renewal was known', () =>
    given(ordered(key, 'compromised'))
      .when(succeed)
      .then(passedOn({ ended: { ground: 'compromised', replacement: null } })));
  it('passes the case on that waits for its end, and is not what that waits for any more', () => {
    const ended = { ground: 'damaged', replacement: null } as const;
    const { tokenSerial, serials } = key;
    const waitedFor: RevocationEvent = {
      type: 'RevocationAwaited',
      data: { replacement: 'case-2', tokenSerial, serials, awaitedAt: now },
    };
    const awaitedBy = passedOn({ ended: { ...ended, replacement: 'case-2' } });
    given(ordered(key, 'damaged'), waitedFor).when(succeed).then(passedOn({ ended }), awaitedBy);
    const last: RevocationEvent = { type: 'RevocationProgressed', data: { serial: '4A', at: now } };
    given(ordered(key, 'damaged'), waitedFor, passedOn({ ended }), awaitedBy, last)
      .when({ type: 'RecordRevokedCertificate', data: { serial: '4B', now } })
      .thenTypes('RevocationProgressed', 'RevocationExecuted');
    const executed: RevocationEvent = { type: 'RevocationExecuted', data: { caseId: key.caseId, executedAt: now } };
    given(ordered(key, 'damaged'), waitedFor, last, executed).when(succeed).then(passedOn({ ended }), awaitedBy);
    given(ordered(key, 'damaged'), waitedFor, last, executed, passedOn({ ended }), awaitedBy)
      .when({ type: 'RecordListed', data: { replacement: 'case-2', crlNumber: 7, now } })
      .thenNothing();
  });
  it('does not pass a case on that has gone on already', () => {
    const { tokenSerial, serials } = key;
    given(
      ordered(key, 'damaged'),
      { type: 'RevocationAwaited', data: { replacement: 'case-2', tokenSerial, serials, awaitedAt: now } },
      { type: 'RevocationExecuted', data: { caseId: key.caseId, executedAt: now } },
      { type: 'AwaitedRevocationListed', data: { replacement: 'case-2', tokenSerial, crlNumber: 7, listedAt: now } },
    )
      .when(succeed)
      .then(passedOn({ ended: { ground: 'damaged', replacement: null } }));
  });
  it('passes on that another key takes its place', () =>
    given(succeeded)
      .when({ type: 'RevokeReplacedKey', data: { key, replacement: 'case-2', ground: 'damaged', now } })
      .then(passedOn({ ended: { ground: 'damaged', replacement: 'case-2' } })));
  it('passes on what it takes over too late itself', () =>
    given(succeeded)
      .when(takeOver({ suspension: byOfficer }))
      .then(passedOn({ suspension: byOfficer })));
  it('is nothing that officers decide of any more: they go on by the new certificate', () => {
    const commands: readonly RevocationCommand[] = [
      { type: 'SuspendKey', data: { key, ground: 'lost', reference, by: 'anna', now } },
      { type: 'ProposeReinstatement', data: { reference, by: 'anna', now } },
      { type: 'ConfirmReinstatement', data: { by: 'boris', now } },
      { type: 'RequestRevocation', data: { key, ...asked, now } },
      { type: 'VerifyRevocation', data: { identification: 'call-back', by: 'anna', now } },
      { type: 'RejectRevocation', data: { ground: 'mistaken', by: 'anna', now } },
      { type: 'CancelRevocation', data: { by: 'anna', now } },
      { type: 'ExecuteRevocation', data: { by: 'boris', now } },
    ];
    for (const command of commands)
      given(suspended(key, byOfficer), succeeded).when(command).thenRejected('KeyNotInUse');
  });
  it('passes over what rules tell of it besides', () => {
    const { caseId, attempt, serials, sealId } = key;
    const rules: readonly RevocationCommand[] = [
      { type: 'OrderRevocation', data: { caseId, attempt, serials, sealId, ground: 'renewed', now } },
      { type: 'LiftReportedLoss', data: { now } },
      { type: 'RecordRevokedCertificate', data: { serial: '4A', now } },
      { type: 'RecordListed', data: { replacement: 'case-2', crlNumber: 7, now } },
    ];
    for (const command of rules) given(succeeded).when(command).thenNothing();
  });
});

describe('the key that has taken the place of another', () => {
  it('is suspended as that was, once', () => {
    given()
      .when(takeOver({ suspension: byOfficer }))
      .then(suspended(successor, byOfficer));
    given(suspended(successor, byOfficer))
      .when(takeOver({ suspension: byOfficer }))
      .thenNothing();
  });
  it('is suspended for everything that that was suspended for', () =>
    given(suspended(successor, byOfficer))
      .when(takeOver({ suspension: byEnterprise }))
      .then(added(byEnterprise)));
  it('keeps the suspension of a request that gives way to its own', () => {
    const withRequest = { ...byOfficer, ground: 'compromised', withRequest: true } as const;
    given(requested(successor))
      .when(takeOver({ suspension: withRequest, request: asked }))
      .then(suspended(successor, { ...withRequest, withRequest: false }));
  });
  it('has its loss taken back by who has reported that', () =>
    given(suspended(successor, byEnterprise))
      .when({ type: 'LiftReportedLoss', data: { now } })
      .thenTypes('KeyReinstated'));
  it('is asked to be revoked as that was, and is looked into anew', () => {
    const suspension = { ...byOfficer, ground: 'compromised', withRequest: true } as const;
    given()
      .when(takeOver({ suspension, request: asked }))
      .then(requested(successor), suspended(successor, suspension));
    given(requested(successor), suspended(successor, suspension))
      .when({ type: 'ExecuteRevocation', data: { by: 'boris', now } })
      .thenRejected('RevocationNotVerified');
    given(requested(successor))
      .when(takeOver({ request: asked }))
      .thenNothing();
  });
  it('is revoked as that was', () => {
    const ended = { ground: 'compromised', replacement: null } as const;
    given().when(takeOver({ ended })).then(ordered(successor, 'compromised'));
    given(ordered(successor, 'damaged')).when(takeOver({ ended })).thenNothing();
  });
  it('gives way to the key that was to replace that', () =>
    given()
      .when(takeOver({ ended: { ground: 'damaged', replacement: 'case-2' } }))
      .thenTypes('RevocationOrdered', 'KeyGivenUp', 'RevocationAwaited'));
  it('is waited for by the case that waited for that, of which the holder was told before', () =>
    given(ordered(successor, 'damaged'))
      .when(takeOver({ ended: { ground: 'damaged', replacement: 'case-2' } }))
      .thenTypes('RevocationAwaited'));
  it('stays revoked, whatever it takes over', () =>
    given(ordered(successor, 'damaged'))
      .when(takeOver({ suspension: byOfficer, request: asked }))
      .thenNothing());
});
