import { fold, isRejection } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import type { RevocationCommand } from './revocation.commands';
import { revocation } from './revocation.decider';
import type { HeldKey, RequestGround, RevocationEvent } from './revocation.events';
import type { RevocationState } from './revocation.state';

const { given } = scenarios(revocation);
const now = '2026-03-02T02:00:00.000Z';
const key: HeldKey = {
  ...{ caseId: 'case-1', attempt: 1, uscc: '91440300MA5EXAMPLE', tokenSerial: 'EK1' },
  ...{ agencyId: 'agency-1', pickupPointId: 'point-1', serials: ['AA', 'BB'], sealId: 'SEAL-1' },
};
const ofKey = { caseId: 'case-1', tokenSerial: 'EK1', serials: ['AA', 'BB'] };
const reference = '来函 2026-17';
const asked = (ground: RequestGround) => ({ key, ground, requester: 'enterprise', reference, by: 'anna' }) as const;

const suspended = (withRequest = false): RevocationEvent => ({
  type: 'KeySuspended',
  data: { key, ground: 'lost', withRequest, reference, by: 'anna', suspendedAt: now },
});
const added = (withRequest: boolean): RevocationEvent => ({
  type: 'SuspensionAdded',
  data: { ground: 'lost', withRequest, reference, by: 'anna', addedAt: now },
});
const proposed: RevocationEvent = { type: 'ReinstatementProposed', data: { reference, by: 'anna', proposedAt: now } };
const reinstated = (proposedBy: string | null): RevocationEvent => ({
  type: 'KeyReinstated',
  data: { ...ofKey, proposedBy, by: 'boris', reinstatedAt: now },
});
const requested = (ground: RequestGround = 'out-of-use'): RevocationEvent => ({
  type: 'RevocationRequested',
  data: { ...asked(ground), requestedAt: now },
});
const verified: RevocationEvent = {
  type: 'RevocationVerified',
  data: { identification: 'stamped-letter', by: 'anna', verifiedAt: now },
};
const rejected: RevocationEvent = {
  type: 'RevocationRejected',
  data: { ground: 'mistaken', by: 'boris', rejectedAt: now },
};
const cancelled: RevocationEvent = { type: 'RevocationCancelled', data: { by: 'boris', cancelledAt: now } };
const approved: RevocationEvent = {
  type: 'RevocationApproved',
  data: { ...ofKey, verifiedBy: 'anna', by: 'boris', approvedAt: now },
};
const { caseId, attempt, serials, sealId } = key;
const ordered = (ground: RequestGround = 'out-of-use'): RevocationEvent => ({
  type: 'RevocationOrdered',
  data: {
    ...{ caseId, attempt, serials, sealId, ground, orderedAt: now },
    reason: ground === 'lost' ? 'keyCompromise' : 'cessationOfOperation',
  },
});
const revoked = (ground: RequestGround = 'out-of-use'): RevocationEvent => ({
  type: 'KeyRevoked',
  data: {
    ...{ caseId, attempt, uscc: key.uscc, tokenSerial: key.tokenSerial, ground },
    ...{ requester: 'enterprise', reference, revokedAt: now },
  },
});
const executed: RevocationEvent = { type: 'RevocationExecuted', data: { caseId, executedAt: now } };

/** Two officers: Anna always begins, Boris is the other one. */
const commands = {
  suspend: { type: 'SuspendKey', data: { key, ground: 'lost', reference, by: 'anna', now } },
  propose: { type: 'ProposeReinstatement', data: { reference, by: 'anna', now } },
  confirmAlone: { type: 'ConfirmReinstatement', data: { by: 'anna', now } },
  confirm: { type: 'ConfirmReinstatement', data: { by: 'boris', now } },
  request: { type: 'RequestRevocation', data: { ...asked('out-of-use'), now } },
  requestUrgently: { type: 'RequestRevocation', data: { ...asked('lost'), now } },
  verify: { type: 'VerifyRevocation', data: { identification: 'stamped-letter', by: 'anna', now } },
  executeAlone: { type: 'ExecuteRevocation', data: { by: 'anna', now } },
  execute: { type: 'ExecuteRevocation', data: { by: 'boris', now } },
  rejectAlone: { type: 'RejectRevocation', data: { ground: 'mistaken', by: 'anna', now } },
  reject: { type: 'RejectRevocation', data: { ground: 'mistaken', by: 'boris', now } },
  cancel: { type: 'CancelRevocation', data: { by: 'boris', now } },
  orderByRule: { type: 'OrderRevocation', data: { caseId, attempt, serials, sealId, ground: 'lost', now } },
  recordFirst: { type: 'RecordRevokedCertificate', data: { serial: 'AA', now } },
  recordLast: { type: 'RecordRevokedCertificate', data: { serial: 'BB', now } },
} as const satisfies Record<string, RevocationCommand>;
type Asked = keyof typeof commands;

/** One history that leads to each place. */
const histories = {
  'in force': [suspended(), reinstated('anna')],
  suspended: [suspended()],
  'suspended, lifting proposed': [suspended(), proposed],
  requested: [requested()],
  'requested while suspended': [suspended(), requested()],
  'requested urgently': [requested('lost'), suspended(true)],
  'requested urgently while suspended': [suspended(), requested('lost'), added(true)],
  verified: [requested(), verified],
  'verified while suspended': [suspended(), requested(), verified],
  'verified urgently': [requested('lost'), suspended(true), verified],
  'verified urgently while suspended': [suspended(), requested('lost'), added(true), verified],
  ordered: [requested(), verified, approved, ordered(), revoked()],
  'half revoked': [
    requested(),
    verified,
    approved,
    ordered(),
    revoked(),
    { type: 'RevocationProgressed', data: { serial: 'AA', at: now } },
  ],
  revoked: [requested(), verified, approved, ordered(), revoked(), executed],
} as const satisfies Record<string, readonly RevocationEvent[]>;
type Place = keyof typeof histories;

const anyRequest = { orderByRule: 'ordered' } as const;
/** Every step that leads elsewhere. What is not listed changes nothing, from whatever place. */
const leadsTo: Record<Place, Partial<Record<Asked, Place>>> = {
  'in force': {
    ...{ suspend: 'suspended', request: 'requested', requestUrgently: 'requested urgently', ...anyRequest },
  },
  suspended: {
    propose: 'suspended, lifting proposed',
    ...{ request: 'requested while suspended', requestUrgently: 'requested urgently while suspended', ...anyRequest },
  },
  'suspended, lifting proposed': {
    // Who suspends it once more objects.
    ...{ confirm: 'in force', suspend: 'suspended' },
    ...{ request: 'requested while suspended', requestUrgently: 'requested urgently while suspended', ...anyRequest },
  },
  requested: {
    ...{ suspend: 'requested while suspended', verify: 'verified' },
    ...{ reject: 'in force', rejectAlone: 'in force', cancel: 'in force', ...anyRequest },
  },
  'requested while suspended': {
    ...{ verify: 'verified while suspended', reject: 'suspended', rejectAlone: 'suspended' },
    ...{ cancel: 'suspended', ...anyRequest },
  },
  'requested urgently': {
    ...{ suspend: 'requested urgently while suspended', verify: 'verified urgently' },
    ...{ reject: 'in force', cancel: 'suspended', ...anyRequest },
  },
  'requested urgently while suspended': {
    ...{ verify: 'verified urgently while suspended', reject: 'suspended', cancel: 'suspended', ...anyRequest },
  },
  verified: {
    ...{ suspend: 'verified while suspended', execute: 'ordered' },
    ...{ reject: 'in force', rejectAlone: 'in force', cancel: 'in force', ...anyRequest },
  },
  'verified while suspended': {
    ...{ execute: 'ordered', reject: 'suspended', rejectAlone: 'suspended', cancel: 'suspended', ...anyRequest },
  },
  'verified urgently': {
    ...{ suspend: 'verified urgently while suspended', execute: 'ordered' },
    ...{ reject: 'in force', cancel: 'suspended', ...anyRequest },
  },
  'verified urgently while suspended': {
    ...{ execute: 'ordered', reject: 'suspended', cancel: 'suspended', ...anyRequest },
  },
  ordered: { recordFirst: 'half revoked' },
  'half revoked': { recordLast: 'revoked' },
  revoked: {},
};

const places = Object.keys(histories) as Place[];
const at = (place: Place): RevocationState => fold(revocation, histories[place]);

/** What tells one place from another: who asked for what is told in the scenarios below. */
function lookOf(state: RevocationState): string {
  if (state.status !== 'in-force') return state.status === 'ordered' ? `ordered, ${state.left.length} left` : 'revoked';
  const { holds, liftingProposed, request } = state;
  const holding = [...new Set(holds.map(({ withRequest }) => (withRequest ? 'by the request' : 'by an officer')))];
  return `held ${holding.sort().join(' and ')}; lifting proposed by ${liftingProposed?.by ?? null}; ${request === null ? 'nothing asked' : `asked, verified by ${request.verifiedBy}`}`;
}

/** From `ordered` the certificates are revoked in any order. */
const either: Partial<Record<Place, Asked>> = { ordered: 'recordLast' };

const everyStep = places.flatMap((from) =>
  (Object.keys(commands) as Asked[])
    .filter((command) => either[from] !== command)
    .map((command) => ({ from, command, to: leadsTo[from][command] ?? from })),
);

describe('what becomes of a key in the hand of an enterprise', () => {
  it('stands in places that differ', () =>
    expect(new Set(places.map((place) => lookOf(at(place)))).size).toBe(places.length));

  it.each(everyStep)('from $from, $command leads to $to', ({ from, command, to }) => {
    const decision = revocation.decide(commands[command], at(from));
    const facts = isRejection(decision) ? [] : decision;
    expect(lookOf(facts.reduce(revocation.evolve, at(from)))).toBe(lookOf(at(to)));
    expect(facts.length > 0).toBe(leadsTo[from][command] !== undefined);
  });

  it('can be ended by two officers from wherever it stands', () => {
    const ends = (place: Place, seen: ReadonlySet<Place>): boolean =>
      place === 'revoked' ||
      Object.entries(leadsTo[place]).some(
        ([command, next]) => command !== 'orderByRule' && !seen.has(next) && ends(next, new Set([...seen, next])),
      );
    for (const place of places) expect([place, ends(place, new Set([place]))]).toEqual([place, true]);
  });
});

describe('a suspension', () => {
  it('is in force at once, by one officer, and once', () => {
    given().when(commands.suspend).then(suspended());
    given(suspended()).when(commands.suspend).thenNothing();
  });
  it('is lifted by two officers', () => {
    given(suspended()).when(commands.confirm).thenRejected('ReinstatementNotProposed');
    given(suspended()).when(commands.propose).then(proposed);
    given(suspended(), proposed).when(commands.confirmAlone).thenRejected('SecondPersonNeeded');
    given(suspended(), proposed).when(commands.confirm).then(reinstated('anna'));
    given(suspended(), proposed).when(commands.propose).thenNothing();
    given(suspended(), proposed)
      .when({ type: 'ProposeReinstatement', data: { reference, by: 'boris', now } })
      .thenRejected('ReinstatementAlreadyProposed');
  });
  it('is not lifted while it is asked to revoke the key', () =>
    given(suspended(), requested()).when(commands.propose).thenRejected('RevocationUnderWay'));
  it('that there is not cannot be lifted', () => {
    given().when(commands.propose).thenRejected('NotSuspended');
    given(suspended(), reinstated('anna')).when(commands.confirm).thenRejected('NotSuspended');
  });
});

describe('a request to revoke a key', () => {
  it('suspends it at once where it is lost or compromised, and not where it is merely out of use', () => {
    given().when(commands.requestUrgently).then(requested('lost'), suspended(true));
    given(suspended()).when(commands.requestUrgently).then(requested('lost'), added(true));
    given().when(commands.request).then(requested());
  });
  it('is carried out after it was established who asks, and by another officer than the one who did that', () => {
    given().when(commands.execute).thenRejected('RevocationNotRequested');
    given(requested()).when(commands.execute).thenRejected('RevocationNotVerified');
    given(requested()).when(commands.verify).then(verified);
    given(requested(), verified).when(commands.verify).thenRejected('RevocationAlreadyVerified');
    given(requested(), verified).when(commands.executeAlone).thenRejected('SecondPersonNeeded');
    given(requested(), verified).when(commands.execute).then(approved, ordered(), revoked());
  });
  it.each([
    ['lost', 'keyCompromise'],
    ['compromised', 'keyCompromise'],
    ['information-changed', 'affiliationChanged'],
    ['damaged', 'superseded'],
    ['out-of-use', 'cessationOfOperation'],
    ['enterprise-dissolved', 'cessationOfOperation'],
  ] as const)('for %s gives the reason %s', (ground, reason) => {
    const decision = revocation.decide(commands.execute, fold(revocation, [requested(ground), verified]));
    expect(decision).toMatchObject([
      { type: 'RevocationApproved' },
      { data: { ground, reason } },
      { data: { ground } },
    ]);
  });
  it('is told once for the key and not by certificate, with whose wish it was; what a rule ends is not', () => {
    given(requested('lost'), suspended(true), verified)
      .when(commands.execute)
      .then(approved, ordered('lost'), revoked('lost'));
    given().when(commands.orderByRule).thenTypes('RevocationOrdered');
  });
  it('that is rejected lifts the suspension that came with it, and for that needs two officers', () => {
    given(requested('lost'), suspended(true)).when(commands.rejectAlone).thenRejected('SecondPersonNeeded');
    given(requested('lost'), suspended(true)).when(commands.reject).then(rejected, reinstated(null));
    given(suspended(), requested()).when(commands.reject).then(rejected);
  });
  it('that is taken back leaves the suspension, which then is like any other', () => {
    given(requested('lost'), suspended(true)).when(commands.cancel).then(cancelled);
    given(requested('lost'), suspended(true), cancelled).when(commands.propose).then(proposed);
  });
  it('is one at a time', () => given(requested()).when(commands.request).thenRejected('RevocationUnderWay'));
  it.each(['suspend', 'propose', 'confirm', 'request', 'verify', 'execute', 'reject', 'cancel'] as const)(
    'changes nothing of a key that is revoked: %s',
    (command) => {
      given(...histories.ordered)
        .when(commands[command])
        .thenRejected('AlreadyRevoked');
      given(...histories.revoked)
        .when(commands[command])
        .thenRejected('AlreadyRevoked');
    },
  );
});
