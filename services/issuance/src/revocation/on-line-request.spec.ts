import { scenarios } from '@ekey/kernel/testing';
import { exampleHeldKey as key } from '../testing/example-held-key';
import type { RevocationCommand } from './revocation.commands';
import { revocation } from './revocation.decider';
import type { HeldKey, RequestGround, RevocationEvent, RevocationOutcome, Suspension } from './revocation.events';

const { given } = scenarios(revocation);
const now = '2026-03-02T02:00:00.000Z';
const requestedAt = '2026-03-02T01:59:59.000Z';
const successor: HeldKey = { ...key, caseId: 'renewal-1', attempt: 2, serials: ['5A', '5B'], sealId: 'SEAL-2' };
const reference = 'SQ-1';
const request = { requestId: 'request-1', caseId: 'case-0' };
const { caseId, attempt, tokenSerial, serials, sealId } = key;

const ask = (ground: RequestGround = 'out-of-use'): RevocationCommand => ({
  type: 'RequestRevocationOnLine',
  data: { key, request, ground, reference, requestedAt, now },
});
const askNoMore = (requestId = 'request-1'): RevocationCommand => ({
  type: 'WithdrawRevocation',
  data: { requestId, now },
});
const asked = (ground: RequestGround = 'out-of-use') =>
  ({ ground, requester: 'enterprise', reference, by: key.uscc, onLine: request }) as const;
const requested = (ground?: RequestGround, of = key): RevocationEvent => ({
  type: 'RevocationRequested',
  data: { key: of, ...asked(ground), requestedAt: now },
});
const byOfficer: RevocationEvent = {
  type: 'RevocationRequested',
  data: { key, ground: 'out-of-use', requester: 'court', reference, by: 'anna', requestedAt: now },
};
const verified: RevocationEvent = {
  type: 'RevocationVerified',
  data: { identification: 'stamped-letter', by: 'anna', verifiedAt: now },
};
const own = (ground: 'lost' | 'compromised'): Suspension => ({
  ...{ ground, withRequest: false, reference, by: key.uscc, reportedAt: requestedAt },
});
const suspended = (how: Suspension): RevocationEvent => ({
  type: 'KeySuspended',
  data: { key, ...how, suspendedAt: now },
});
const added = (how: Suspension): RevocationEvent => ({ type: 'SuspensionAdded', data: { ...how, addedAt: now } });
const answered = (outcome: RevocationOutcome): RevocationEvent => ({
  type: 'RevocationRequestAnswered',
  data: { ...request, tokenSerial, outcome, answeredAt: now },
});
const ordered: RevocationEvent = {
  type: 'RevocationOrdered',
  data: {
    ...{ caseId, attempt, serials, sealId, ground: 'damaged' },
    ...{ reason: 'superseded', orderedAt: now },
  },
};
const reject = { type: 'RejectRevocation', data: { ground: 'mistaken', by: 'anna', now } } as const;

describe('a request of the enterprise itself, on line', () => {
  it('waits for the officers as any other', () => {
    given().when(ask()).then(requested());
    given(requested())
      .when({ type: 'ExecuteRevocation', data: { by: 'boris', now } })
      .thenRejected('RevocationNotVerified');
    given(requested(), verified)
      .when({ type: 'ExecuteRevocation', data: { by: 'anna', now } })
      .thenRejected('SecondPersonNeeded');
  });
  it.each(['lost', 'compromised'] as const)('suspends a key that is %s at once, as its own report does', (ground) => {
    given()
      .when(ask(ground))
      .then(requested(ground), suspended(own(ground)));
    given(suspended({ ...own('lost'), ground: 'misuse-suspected', by: 'anna' }))
      .when(ask(ground))
      .then(requested(ground), added(own(ground)));
  });
  it('is answered at once where there is nothing to ask for', () => {
    given(byOfficer).when(ask()).then(answered('under-way'));
    given(ordered).when(ask('lost')).then(answered('already-revoked'));
  });
  it('suspends the key also where an officer has recorded another request', () =>
    given(byOfficer)
      .when(ask('compromised'))
      .then(answered('under-way'), suspended(own('compromised'))));
  it('is recorded by no officer beside it', () =>
    given(requested())
      .when({ type: 'RequestRevocation', data: { key, ...asked(), requester: 'court', by: 'anna', now } })
      .thenRejected('RevocationUnderWay'));
});

describe('who has asked on line', () => {
  it('is told that the key was revoked, by officers or by a rule', () => {
    given(requested(), verified)
      .when({ type: 'ExecuteRevocation', data: { by: 'boris', now } })
      .thenTypes('RevocationApproved', 'RevocationOrdered', 'RevocationRequestAnswered', 'KeyRevoked');
    given(requested())
      .when({ type: 'OrderRevocation', data: { caseId, attempt, serials, sealId, ground: 'damaged', now } })
      .then(ordered, answered('revoked'));
  });
  it('is told of a rejection, and that an officer took it back', () => {
    given(requested())
      .when(reject)
      .then(
        { type: 'RevocationRejected', data: { ground: 'mistaken', by: 'anna', rejectedAt: now } },
        answered('mistaken'),
      );
    given(requested())
      .when({ type: 'CancelRevocation', data: { by: 'anna', now } })
      .then({ type: 'RevocationCancelled', data: { by: 'anna', cancelledAt: now } }, answered('cancelled'));
  });
  it('takes it back himself, however far it has come, and gets no answer', () => {
    const takenBack: RevocationEvent = { type: 'RevocationCancelled', data: { by: key.uscc, cancelledAt: now } };
    given(requested(), verified).when(askNoMore()).then(takenBack);
    given(requested(), takenBack).when(askNoMore()).thenNothing();
    given(requested()).when(askNoMore('request-0')).thenNothing();
    given(byOfficer).when(askNoMore()).thenNothing();
    given(ordered).when(askNoMore()).thenNothing();
  });
});

describe('the suspension that came with a request on line', () => {
  it('is lifted by two officers, and by none alone who rejects the request', () => {
    given(requested('lost'), suspended(own('lost')))
      .when(reject)
      .thenTypes('RevocationRejected', 'RevocationRequestAnswered');
    const rejected: RevocationEvent = {
      type: 'RevocationRejected',
      data: { ground: 'mistaken', by: 'anna', rejectedAt: now },
    };
    given(requested('lost'), suspended(own('lost')), rejected)
      .when({ type: 'ProposeReinstatement', data: { reference, by: 'anna', now } })
      .thenTypes('ReinstatementProposed');
  });
  it('goes where the enterprise has found what was lost, and stays where its key is known to others', () => {
    const found: RevocationCommand = { type: 'LiftReportedLoss', data: { now } };
    const takenBack: RevocationEvent = { type: 'RevocationCancelled', data: { by: key.uscc, cancelledAt: now } };
    given(requested('lost'), suspended(own('lost')), takenBack)
      .when(found)
      .thenTypes('KeyReinstated');
    given(requested('compromised'), suspended(own('compromised')), takenBack)
      .when(found)
      .thenNothing();
  });
});

describe('a request on line of a key that is renewed', () => {
  const passedOn = (standing: object): RevocationEvent => ({
    type: 'StandingPassedOn',
    data: { to: successor, standing: { suspension: null, request: null, ended: null, ...standing }, passedOnAt: now },
  });
  const succeeded: RevocationEvent = { type: 'KeySucceeded', data: { successor, succeededAt: now } };
  const takeOver = (standing: object): RevocationCommand => ({
    type: 'TakeOverStanding',
    data: { key: successor, standing: { suspension: null, request: null, ended: null, ...standing }, now },
  });
  it('concerns the pair that is in the token now, whichever is heard of first', () => {
    given(requested())
      .when({ type: 'SucceedKey', data: { successor, now } })
      .then(succeeded, passedOn({ request: asked() }));
    given(succeeded)
      .when(ask())
      .then(passedOn({ request: asked() }));
    given(succeeded)
      .when(ask('lost'))
      .then(passedOn({ request: asked('lost'), suspension: own('lost') }));
    given()
      .when(takeOver({ request: asked() }))
      .then(requested('out-of-use', successor));
  });
  it('is answered where the pair in the token is revoked or being revoked', () => {
    given(byOfficer)
      .when(takeOver({ request: asked() }))
      .then(answered('under-way'));
    given(ordered)
      .when(takeOver({ request: asked() }))
      .then(answered('already-revoked'));
  });
  it('is taken back from that pair', () => {
    given(succeeded)
      .when(askNoMore())
      .then(passedOn({ withdrawn: 'request-1' }));
    given(requested('out-of-use', successor))
      .when(takeOver({ withdrawn: 'request-1' }))
      .thenTypes('RevocationCancelled');
  });
});
