import { scenarios } from '@ekey/kernel/testing';
import { exampleHeldKey as key } from '../testing/example-held-key';
import type { RevocationCommand } from './revocation.commands';
import { revocation } from './revocation.decider';
import type { RevocationEvent, Suspension, SuspensionGround } from './revocation.events';

const { given } = scenarios(revocation);
const now = '2026-03-02T02:00:00.000Z';
const reference = '来函 2026-17';
const ofKey = { caseId: key.caseId, tokenSerial: key.tokenSerial, serials: key.serials };

const suspend = (ground: SuspensionGround, by = 'anna'): RevocationCommand => ({
  type: 'SuspendKey',
  data: { key, ground, reference, by, now },
});
const [before, after] = ['2026-03-02T01:59:00.000Z', '2026-03-02T02:01:00.000Z'];
const reports = (reportedAt: string): RevocationCommand => ({ type: 'SuspendLostKey', data: { key, reportedAt, now } });
const report = reports(now);
const takeBack: RevocationCommand = { type: 'LiftReportedLoss', data: { now } };
const asked = { ground: 'compromised', requester: 'provider', reference, by: 'anna' } as const;
const request: RevocationCommand = { type: 'RequestRevocation', data: { key, ...asked, now } };
const reject = (by: string): RevocationCommand => ({ type: 'RejectRevocation', data: { ground: 'mistaken', by, now } });
const propose: RevocationCommand = { type: 'ProposeReinstatement', data: { reference, by: 'anna', now } };
const confirm: RevocationCommand = { type: 'ConfirmReinstatement', data: { by: 'boris', now } };

const byOfficer = { ground: 'misuse-suspected', withRequest: false, reference, by: 'anna' } as const;
const byEnterprise = { ground: 'lost', withRequest: false, reference: null, by: key.uscc, reportedAt: now } as const;
const withRequest = { ground: 'compromised', withRequest: true, reference, by: 'anna' } as const;
const suspended = (how: Suspension): RevocationEvent => ({
  type: 'KeySuspended',
  data: { key, ...how, suspendedAt: now },
});
const added = (how: Suspension): RevocationEvent => ({ type: 'SuspensionAdded', data: { ...how, addedAt: now } });
const noted = (reportedAt: string): RevocationEvent => ({
  type: 'LossReportNoted',
  data: { reportedAt, notedAt: now },
});
const lifted = (of: 'enterprise' | 'request', by: string): RevocationEvent => ({
  type: 'SuspensionLifted',
  data: { of, by, liftedAt: now },
});
const reinstated = (proposedBy: string | null, by: string): RevocationEvent => ({
  type: 'KeyReinstated',
  data: { ...ofKey, proposedBy, by, reinstatedAt: now },
});
const requested: RevocationEvent = { type: 'RevocationRequested', data: { key, ...asked, requestedAt: now } };
const rejected: RevocationEvent = {
  type: 'RevocationRejected',
  data: { ground: 'mistaken', by: 'boris', rejectedAt: now },
};
const cancelled: RevocationEvent = { type: 'RevocationCancelled', data: { by: 'boris', cancelledAt: now } };
const proposed: RevocationEvent = { type: 'ReinstatementProposed', data: { reference, by: 'anna', proposedAt: now } };

describe('a key that its enterprise has reported lost', () => {
  it('is suspended at once, and a report that comes too late changes nothing', () => {
    given().when(report).then(suspended(byEnterprise));
    given(suspended(byEnterprise)).when(report).then(noted(now));
    given({
      type: 'RevocationOrdered',
      data: {
        ...{ caseId: key.caseId, attempt: 1, serials: key.serials, sealId: null },
        ...{ ground: 'damaged', reason: 'superseded', orderedAt: now },
      },
    })
      .when(report)
      .thenNothing();
  });
  it('and that an officer suspends as well, stays so when it is found again, whoever came first', () => {
    given(suspended(byEnterprise)).when(suspend('misuse-suspected')).then(added(byOfficer));
    given(suspended(byOfficer)).when(report).then(added(byEnterprise));
    given(suspended(byEnterprise), added(byOfficer)).when(takeBack).then(lifted('enterprise', key.uscc));
    given(suspended(byOfficer), added(byEnterprise)).when(takeBack).then(lifted('enterprise', key.uscc));
    given(suspended(byEnterprise), added(byOfficer), lifted('enterprise', key.uscc)).when(takeBack).thenNothing();
  });
  it('and of which an officer files that it is compromised, stays so when that is rejected', () => {
    given(suspended(byEnterprise)).when(request).then(requested, added(withRequest));
    given(requested, suspended(withRequest)).when(report).then(added(byEnterprise));
    given(requested, suspended(withRequest), added(byEnterprise))
      .when(reject('boris'))
      .then(rejected, lifted('request', 'boris'));
    given(requested, suspended(withRequest), added(byEnterprise), rejected, lifted('request', 'boris'))
      .when(takeBack)
      .then(reinstated(key.uscc, key.uscc));
  });
  it('stays suspended where the request is taken back that an officer has filed beside it', () =>
    given(suspended(byEnterprise), requested, added(withRequest), cancelled)
      .when(takeBack)
      .then(lifted('enterprise', key.uscc)));
});

describe('a key that is suspended with the request to revoke it', () => {
  const begun = [requested, suspended(withRequest)] as const;
  it('stays suspended for whoever suspends it besides, when the request is rejected', () => {
    const lost = { ...byOfficer, ground: 'lost', by: 'chen' } as const;
    const further: RevocationEvent = { type: 'SuspensionAdded', data: { ...lost, addedAt: now } };
    given(...begun)
      .when(suspend('lost', 'chen'))
      .then(further);
    given(...begun, further)
      .when(reject('boris'))
      .then(rejected, lifted('request', 'boris'));
  });
  it('has its request rejected by two, also where it stays suspended', () =>
    given(...begun, added(byEnterprise))
      .when(reject('anna'))
      .thenRejected('SecondPersonNeeded'));
});

describe('two officers who lift the suspensions of a key', () => {
  it('lift all of them', () =>
    given(suspended(byEnterprise), added(byOfficer), proposed).when(confirm).then(reinstated('anna', 'boris')));
  it('agree about what was known when it was proposed: a further suspension is an objection', () => {
    given(suspended(byOfficer), proposed).when(report).then(added(byEnterprise));
    given(suspended(byOfficer), proposed, added(byEnterprise)).when(confirm).thenRejected('ReinstatementNotProposed');
    given(suspended(byOfficer), proposed, added(byEnterprise)).when(propose).then(proposed);
  });
  it('are objected to by the same suspension, too', () => {
    given(suspended(byOfficer), proposed).when(suspend('misuse-suspected')).then(added(byOfficer));
    given(suspended(byOfficer), added(byOfficer)).when(suspend('misuse-suspected')).thenNothing();
  });
  it('go on where the enterprise takes its own back meanwhile', () =>
    given(suspended(byOfficer), added(byEnterprise), proposed, lifted('enterprise', key.uscc))
      .when(confirm)
      .then(reinstated('anna', 'boris')));
});

describe('a report that is on its way while officers lift the loss', () => {
  const lost = [suspended(byEnterprise), proposed] as const;
  const isFound = [...lost, reinstated('anna', 'boris')] as const;
  it('and was made before they began, is lifted with it, whether it comes before or after they are done', () => {
    given(...lost)
      .when(reports(before))
      .then(noted(before));
    given(...lost, noted(before))
      .when(confirm)
      .then(reinstated('anna', 'boris'));
    given(...isFound)
      .when(reports(before))
      .then(noted(before));
  });
  it('and was made since they began, holds the key, whether it comes before or after they are done', () => {
    const anew = { ...byEnterprise, reportedAt: after };
    given(...lost)
      .when(reports(after))
      .then(added(anew));
    given(...lost, added(anew))
      .when(confirm)
      .thenRejected('ReinstatementNotProposed');
    given(...isFound)
      .when(reports(after))
      .then(suspended(anew));
    given(...isFound)
      .when(report)
      .then(suspended(byEnterprise));
  });
  it('stays without effect where the key is suspended for something else meanwhile', () =>
    given(...isFound, suspended(byOfficer))
      .when(reports(before))
      .then(noted(before)));
  it('holds the key where they have never heard that it was lost: they have lifted something else', () => {
    const late = { ...byEnterprise, reportedAt: before };
    given(suspended(byOfficer), proposed).when(reports(before)).then(added(late));
    given(suspended(byOfficer), proposed, reinstated('anna', 'boris')).when(reports(before)).then(suspended(late));
  });
  it('is not what the enterprise takes back, nor what goes with a request', () => {
    const late = { ...byEnterprise, reportedAt: before };
    given(suspended(byEnterprise), reinstated(key.uscc, key.uscc)).when(reports(before)).then(suspended(late));
    given(requested, suspended(withRequest), rejected, reinstated(null, 'boris'))
      .when(reports(before))
      .then(suspended(late));
  });
});

it('every ground that officers name is kept, each once', () => {
  const requestedBy: RevocationEvent = {
    type: 'SuspensionAdded',
    data: { ...byOfficer, ground: 'requested', addedAt: now },
  };
  given(suspended(byOfficer)).when(suspend('requested')).then(requestedBy);
  given(suspended(byOfficer), requestedBy).when(suspend('requested', 'chen')).thenNothing();
  given(suspended(byOfficer), requestedBy).when(suspend('misuse-suspected', 'chen')).thenNothing();
});
