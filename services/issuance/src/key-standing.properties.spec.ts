import type { Command, Fact } from '@ekey/kernel';
import fc from 'fast-check';
import { certificate } from './certificate/certificate.decider';
import { revocation } from './revocation/revocation.decider';
import { keyIdOf, type HeldKey, type RequestGround } from './revocation/revocation.events';
import type { RevocationState } from './revocation/revocation.state';
import { exampleHeldKey as key } from './testing/example-held-key';
import { differencesOf } from './testing/differences-of';
import { SimulatedIssuance } from './testing/simulated-issuance';
import { token } from './token/token.decider';
import type { TokenState } from './token/token.state';
import { unlock } from './unlock/unlock.decider';
import { unlockDocuments } from './unlock/unlock.events';
import type { UnlockState } from './unlock/unlock.state';

const now = '2026-03-02T01:00:00.000Z';
const REVOCATION = `issuance.Revocation-${key.caseId}.${key.attempt}`;
const UNLOCK = `issuance.Unlock-${key.caseId}.${key.attempt}`;
const IN_HAND = `issuance.KeyInHand-${key.tokenSerial}`;
const TOKEN = `issuance.Token-${key.tokenSerial}`;
const reference = 'R-1';

/** What three officers may ask of the key, one of them at a time. */
const officers = ['anna', 'boris', 'chen'];
const asked = (by: string): readonly Command[] => [
  { type: 'SuspendKey', data: { key, ground: 'lost', reference, by, now } },
  { type: 'SuspendKey', data: { key, ground: 'misuse-suspected', reference, by, now } },
  { type: 'ProposeReinstatement', data: { reference, by, now } },
  { type: 'ConfirmReinstatement', data: { by, now } },
  { type: 'RequestRevocation', data: { key, ground: 'out-of-use', requester: 'enterprise', reference, by, now } },
  { type: 'RequestRevocation', data: { key, ground: 'lost', requester: 'enterprise', reference, by, now } },
  { type: 'VerifyRevocation', data: { identification: 'call-back', by, now } },
  { type: 'RejectRevocation', data: { ground: 'mistaken', by, now } },
  { type: 'CancelRevocation', data: { by, now } },
  { type: 'ExecuteRevocation', data: { by, now } },
];

/** What may be asked about its PIN meanwhile, and what the enterprise itself reports. */
const unlocking: readonly Command[] = [
  { type: 'RequestUnlock', data: { key, reference, by: 'anna', now } },
  { type: 'VerifyUnlock', data: { identification: 'call-back', documents: unlockDocuments, by: 'anna', now } },
  { type: 'AuthoriseUnlock', data: { codeDigest: 'digest', expiresAt: '2026-03-03', by: 'boris', now } },
  { type: 'ReportUnlock', data: { codeDigest: 'digest', outcome: 'unlocked', pinChanged: true, now } },
  { type: 'CancelUnlock', data: { by: 'anna', now } },
];
const askRevocation = (requestId: string, ground: RequestGround): Command => ({
  type: 'AskRevocation',
  data: { asking: { requestId, caseId: 'case-1', uscc: key.uscc, ground, reference, requestedAt: now }, now },
});
const { sealId: _sealId, ...withoutSeal } = key;
const inHand: readonly Command[] = [
  { type: 'TakeKey', data: { key: withoutSeal, since: '2026-03-01', now } },
  { type: 'ReportLoss', data: { uscc: key.uscc, reportedAt: now, now } },
  { type: 'TakeBackLoss', data: { uscc: key.uscc, now } },
  ...['request-1', 'request-2'].flatMap((requestId): readonly Command[] => [
    {
      type: 'AskUnlock',
      data: { asking: { requestId, caseId: 'case-1', uscc: key.uscc, reason: 'pin-forgotten' }, now },
    },
    { type: 'AskUnlockNoMore', data: { requestId, now } },
    askRevocation(requestId, requestId === 'request-1' ? 'lost' : 'out-of-use'),
    { type: 'AskRevocationNoMore', data: { requestId, now } },
  ]),
];
/** By a rule, for the case that brings another key in its place. */
const replacing: Command = { type: 'RevokeReplacedKey', data: { key, replacement: 'case-2', ground: 'damaged', now } };

type Step =
  | { readonly deliver: number }
  | { readonly redeliver: number }
  | { readonly command: Command }
  | { readonly to: string; readonly other: Command };
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...officers.flatMap(asked)).map((command) => ({ command })) },
  { weight: 1, arbitrary: fc.constantFrom(...unlocking).map((other) => ({ to: UNLOCK, other })) },
  { weight: 1, arbitrary: fc.constantFrom(...inHand).map((other) => ({ to: IN_HAND, other })) },
  { weight: 1, arbitrary: fc.constantFrom(replacing, ...asked('anna')).map((command) => ({ command })) },
  { weight: 2, arbitrary: fc.nat(1_000).map((deliver) => ({ deliver })) },
  { weight: 1, arbitrary: fc.nat(1_000).map((redeliver) => ({ redeliver })) },
);
const anyStory = fc.array(anyStep, { maxLength: 60 });

function reserve(world: SimulatedIssuance, { serials, caseId, attempt, uscc, tokenSerial }: HeldKey): void {
  for (const [index, serial] of serials.entries()) {
    const use = index === 0 ? 'signing' : 'encryption';
    const order = { serial, caseId, attempt, use, uscc, subject: {}, tokenSerial, spki: serial, now };
    world.ask(`issuance.Certificate-${serial}`, { type: 'ReserveSerialNumber', data: order });
  }
}

/** A key that was handed over, of which neither token nor certificates have heard yet. */
function handedOver(): SimulatedIssuance {
  const world = new SimulatedIssuance();
  const { caseId, attempt } = key;
  reserve(world, key);
  world.ask(TOKEN, { type: 'StockToken', data: { by: 'a', witness: 'b', model: 'UK-3', now } });
  world.ask(TOKEN, { type: 'AssignToken', data: { caseId, attempt, claimId: 'claim', now } });
  while (world.pending > 0) world.deliver(0);
  return world;
}

/** They hear of it at last, whatever was told of the key meanwhile. */
function hearOfHandOver(world: SimulatedIssuance): void {
  for (const serial of key.serials)
    world.ask(`issuance.Certificate-${serial}`, { type: 'ActivateCertificate', data: { now } });
  world.ask(TOKEN, { type: 'HandOverToken', data: { caseId: key.caseId, attempt: key.attempt, now } });
}

function told(story: readonly Step[], heardAfter: number): SimulatedIssuance {
  const world = handedOver();
  for (const [index, step] of story.entries()) {
    if (index === heardAfter) hearOfHandOver(world);
    if ('command' in step) world.ask(REVOCATION, step.command);
    else if ('other' in step) world.ask(step.to, step.other);
    else if ('deliver' in step) world.deliver(step.deliver);
    else world.redeliver(step.redeliver);
  }
  hearOfHandOver(world);
  world.settle();
  return world;
}

const standingOf = (state: RevocationState): string => {
  if (state.status === 'executed') return 'revoked';
  if (state.status !== 'in-force') return 'half-way';
  return state.holds.length === 0 ? 'live' : 'suspended';
};
const tokenFor = (standing: string, isLocked: boolean): string => {
  if (standing === 'live') return isLocked ? 'locked' : 'handed-over';
  return standing === 'suspended' ? 'suspended' : 'dead';
};
/** As the last said who had the token in hand. */
const isSaidToBeLocked = (facts: readonly Fact[]): boolean => {
  const words = ['UnlockRequested', 'UnlockRequestedOnLine', 'UnlockWithdrawn', 'KeyUnlocked'];
  return facts.findLast(({ type }) => words.includes(type))?.type.startsWith('UnlockRequested') ?? false;
};

it('certificates, token and PIN stand as their key does, whoever asks what and however late they hear of it', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyStory, fc.nat(60), (story, heardAfter) => {
      const world = told(story, heardAfter);
      const standing = standingOf(world.state(revocation as never, `${key.caseId}.${key.attempt}`));
      seen.add(standing);
      for (const serial of key.serials) expect(world.state(certificate as never, serial)).toMatchObject({ standing });
      const { status, isLocked } = world.state(token as never, key.tokenSerial) as TokenState;
      expect(status).toBe(tokenFor(standing, isLocked));
      if (standing !== 'revoked') expect(isLocked).toBe(isSaidToBeLocked(world.facts(UNLOCK)));
      const { bar, step } = world.state(unlock as never, `${key.caseId}.${key.attempt}`) as UnlockState;
      expect(bar).toBe(standing === 'live' ? null : standing);
      if (bar !== null) expect(step.at).toBe('none');
      // Its order is not told here; the rest agrees.
      expect(differencesOf(world).filter(({ code }) => code !== 'order-unknown')).toEqual([]);
    }),
    { numRuns: 500 },
  );
  expect([...seen].sort()).toEqual(['live', 'revoked', 'suspended']);
});

it('nobody lifts a suspension or revokes a key alone', () =>
  fc.assert(
    fc.property(anyStory, (story) => {
      const alone = story.filter((step) => !('command' in step) || (step.command.data as { by: string }).by === 'anna');
      const byOthers = ({ data }: Fact): boolean => (data as { by?: string }).by !== key.uscc;
      const types = told(alone, 0)
        .facts(REVOCATION)
        // What the enterprise itself has reported it may take back.
        .filter(byOthers)
        .map(({ type }) => type);
      for (const type of ['KeyReinstated', 'RevocationApproved', 'RevocationOrdered'])
        expect(types).not.toContain(type);
    }),
    { numRuns: 200 },
  ));

/** What the enterprise itself says reaches the key by these. */
const byEnterprise: readonly Command[] = [
  { type: 'SuspendLostKey', data: { key, reportedAt: now, now } },
  { type: 'LiftReportedLoss', data: { now } },
];
const anyWord = fc.array(fc.constantFrom(...byEnterprise, ...byEnterprise, ...officers.flatMap(asked)), {
  maxLength: 40,
});

/** Who has suspended the key and has not let go of it: kept of what was answered, and of nothing that was stored. */
class Account {
  readonly holding = new Set<'officer' | 'enterprise' | 'request'>();
  isEnded = false;
  private isAsked = false;
  private isObjected = false;

  take({ type, data }: Command): void {
    const take = this.words[type as keyof typeof this.words] as ((data: never) => void) | undefined;
    take?.(data as never);
  }

  private readonly words = {
    SuspendKey: () => this.hold('officer'),
    SuspendLostKey: () => this.hold('enterprise'),
    RequestRevocation: ({ ground }: { ground: string }) => {
      this.isAsked = true;
      if (ground === 'lost') this.hold('request');
    },
    RejectRevocation: () => {
      this.isAsked = false;
      this.holding.delete('request');
    },
    CancelRevocation: () => {
      this.isAsked = false;
      if (this.holding.delete('request')) this.holding.add('officer');
    },
    ExecuteRevocation: () => {
      this.isEnded = true;
    },
    LiftReportedLoss: () => {
      if (!this.isAsked) this.holding.delete('enterprise');
    },
    ProposeReinstatement: () => {
      this.isObjected = false;
    },
    ConfirmReinstatement: () => {
      expect(this.isObjected).toBe(false);
      this.holding.clear();
    },
  };
  private hold(by: 'officer' | 'enterprise' | 'request'): void {
    this.holding.add(by);
    this.isObjected = true;
  }
}

it('a key is good again when everybody who has suspended it has let go of it, and not before', () => {
  const mostAtOnce = { count: 0 };
  fc.assert(
    fc.property(anyWord, (words) => {
      const world = handedOver();
      const account = new Account();
      for (const word of words) {
        if (account.isEnded) break;
        if (world.ask(REVOCATION, word) === undefined) account.take(word);
        mostAtOnce.count = Math.max(mostAtOnce.count, account.holding.size);
        const standing = standingOf(world.state(revocation as never, `${key.caseId}.${key.attempt}`));
        if (!account.isEnded) expect(standing).toBe(account.holding.size === 0 ? 'live' : 'suspended');
      }
      // Its holder is told of the first and of the last alone, so that each mail is true.
      const told = world
        .facts(REVOCATION)
        .flatMap(({ type }) => (/^Key(Suspended|Reinstated)$/.test(type) ? [type] : []));
      expect(told).toEqual(told.map((_type, index) => (index % 2 === 0 ? 'KeySuspended' : 'KeyReinstated')));
    }),
    { numRuns: 1_000 },
  );
  expect(mostAtOnce.count).toBe(3);
});

/** What a renewal brings about here, and a suspension that has not reached it in time. */
const renewedKey: HeldKey = { ...key, caseId: 'renewal-1', attempt: 2, serials: ['5A', '5B'], sealId: 'SEAL-2' };
const { caseId, attempt, serials, sealId } = renewedKey;
const RENEWED = `issuance.Revocation-${caseId}.${attempt}`;
const suspend = { key, ground: 'misuse-suspected', reference, by: 'anna', now } as const;
const events = {
  taken: (world) =>
    world.ask(IN_HAND, {
      type: 'TakeRenewedKey',
      data: { renewed: { caseId, attempt, serials, sealId }, since: '2026-03-02', now },
    }),
  live: (world) => {
    for (const serial of serials)
      world.ask(`issuance.Certificate-${serial}`, { type: 'ActivateCertificate', data: { now } });
  },
  oldRevoked: (world) =>
    world.ask(`issuance.Revocation-${caseId}.renewed`, {
      type: 'OrderRevocation',
      data: { caseId, attempt, serials: key.serials, sealId: null, ground: 'renewed', now },
    }),
  reportedLost: (world) =>
    world.ask(IN_HAND, { type: 'ReportLoss', data: { uscc: key.uscc, reportedAt: '2026-03-01T12', now } }),
  suspended: (world) => {
    if (world.ask(REVOCATION, { type: 'SuspendKey', data: suspend }) === undefined) return;
    world.ask(RENEWED, { type: 'SuspendKey', data: { ...suspend, key: renewedKey } });
  },
} as const satisfies Record<string, (world: SimulatedIssuance) => unknown>;
type Event = keyof typeof events;

const whoSuspends: readonly (readonly Event[])[] = [['reportedLost'], ['suspended'], ['reportedLost', 'suspended']];
const anyRenewal = fc.constantFrom(...whoSuspends).chain((suspensions) => {
  const all: Event[] = ['taken', 'live', 'oldRevoked', ...suspensions];
  return fc.tuple(
    fc.shuffledSubarray(all, { minLength: all.length }),
    fc.array(fc.array(fc.nat(1_000), { maxLength: 8 }), { minLength: all.length, maxLength: all.length }),
  );
});

/** Everybody has heard that the key was handed over. */
function inTheHand(): SimulatedIssuance {
  const world = handedOver();
  world.ask(IN_HAND, { type: 'TakeKey', data: { key: withoutSeal, since: '2026-03-01', now } });
  hearOfHandOver(world);
  world.settle();
  return world;
}

/** Its new certificates are reserved. */
function aboutToBeRenewed(): SimulatedIssuance {
  const world = inTheHand();
  reserve(world, renewedKey);
  world.settle();
  return world;
}

it('a renewal and a suspension leave the token on hold with the pair that is in it, whichever is heard of first', () =>
  fc.assert(
    fc.property(anyRenewal, ([order, deliveries]) => {
      const world = aboutToBeRenewed();
      for (const [index, event] of order.entries()) {
        events[event](world);
        for (const choice of deliveries[index] ?? []) world.deliver(choice);
      }
      world.settle();
      expect(standingOf(world.state(revocation as never, `${caseId}.${attempt}`))).toBe('suspended');
      const standings = (of: readonly string[]) =>
        of.map((serial) => world.state<{ standing: string }>(certificate as never, serial).standing);
      expect([standings(key.serials), standings(serials)]).toEqual([
        ['revoked', 'revoked'],
        ['suspended', 'suspended'],
      ]);
      expect(world.state<TokenState>(token as never, key.tokenSerial).status).toBe('suspended');
      expect(world.state<UnlockState>(unlock as never, `${caseId}.${attempt}`).bar).toBe('suspended');
      // What the enterprise takes back is what it has reported.
      world.ask(IN_HAND, { type: 'TakeBackLoss', data: { uscc: key.uscc, now } });
      world.settle();
      const isLeft = order.includes('suspended') ? 'suspended' : 'live';
      expect(standingOf(world.state(revocation as never, `${caseId}.${attempt}`))).toBe(isLeft);
      expect(standings(serials)).toEqual([isLeft, isLeft]);
    }),
    { numRuns: 500 },
  ));

it('a revocation that is asked for on line is asked of the pair in the token until it is taken back, whichever is heard of first', () => {
  const order = fc.shuffledSubarray(['taken', 'asked'] as const, { minLength: 2 });
  const deliveries = fc.array(fc.array(fc.nat(1_000), { maxLength: 8 }), { minLength: 3, maxLength: 3 });
  const ofRenewed = (world: SimulatedIssuance) =>
    world.state<RevocationState>(revocation as never, keyIdOf(renewedKey));
  fc.assert(
    fc.property(order, deliveries, fc.boolean(), fc.boolean(), (happenings, choices, isTakenBack, isSettledBefore) => {
      const world = aboutToBeRenewed();
      for (const [index, happening] of happenings.entries()) {
        if (happening === 'taken') events.taken(world);
        else world.ask(IN_HAND, askRevocation('request-1', 'out-of-use'));
        for (const choice of choices[index] ?? []) world.deliver(choice);
      }
      if (isSettledBefore) world.settle();
      if (isTakenBack) world.ask(IN_HAND, { type: 'AskRevocationNoMore', data: { requestId: 'request-1', now } });
      for (const choice of choices[2] ?? []) world.deliver(choice);
      world.settle();
      const request = isTakenBack ? null : { onLine: { requestId: 'request-1' } };
      expect(ofRenewed(world)).toMatchObject({ status: 'in-force', request });
      const facts = [REVOCATION, RENEWED].flatMap((stream) => world.facts(stream));
      expect(facts.filter(({ type }) => type === 'RevocationRequestAnswered')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

/** Officers propose to lift a loss at three o'clock, and confirm it at five. */
const reportedAt = { before: '2026-03-02T02', between: '2026-03-02T04', after: '2026-03-02T06' } as const;
const lifting: readonly Command[] = [
  { type: 'ProposeReinstatement', data: { reference, by: 'anna', now: '2026-03-02T03' } },
  { type: 'ConfirmReinstatement', data: { by: 'boris', now: '2026-03-02T05' } },
];
/** When those were made, as intake's clock has it, that were heard before anybody thinks of lifting it: that may be fast. */
const anyHeard = fc.constantFrom(['2026-03-02T01'], ['2026-03-02T01', '2026-03-02T09'], ['2026-03-02T09']);
/** In which of the three gaps a report arrives, which is none before it was made; `null`: it was never made. */
const arriving = (earliest: number) => fc.option(fc.integer({ min: earliest, max: 2 }), { freq: 2 });
const anyReports = fc.record({ before: arriving(0), between: arriving(1), after: arriving(2) });

it('a loss that officers have lifted stays so, however late and often a report of it arrives, unless it was made since they began', () => {
  const someDeliveries = fc.array(fc.nat(1_000), { maxLength: 12 });
  const deliveries = fc.array(someDeliveries, { minLength: 3, maxLength: 3 });
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyHeard, anyReports, deliveries, someDeliveries, (heard, reports, choices, again) => {
      const world = inTheHand();
      const reportLoss = (at: string) =>
        world.ask(IN_HAND, { type: 'ReportLoss', data: { uscc: key.uscc, reportedAt: at, now } });
      const standing = () => standingOf(world.state(revocation as never, keyIdOf(key)));
      for (const at of heard) {
        reportLoss(at);
        world.settle();
      }
      for (const gap of [0, 1, 2]) {
        for (const name of ['before', 'between', 'after'] as const)
          if (reports[name] === gap) reportLoss(reportedAt[name]);
        for (const choice of choices[gap] ?? []) world.deliver(choice);
        const step = lifting[gap];
        if (step !== undefined) world.ask(REVOCATION, step);
      }
      world.settle();
      const expected = reports.between === null && reports.after === null ? 'live' : 'suspended';
      expect(standing()).toBe(expected);
      for (const choice of again) world.redeliver(choice);
      world.settle();
      expect(standing()).toBe(expected);
      for (const serial of key.serials)
        expect(world.state(certificate as never, serial)).toMatchObject({ standing: expected });
      seen.add(`${expected} after ${world.facts(REVOCATION).filter(({ type }) => type === 'KeyReinstated').length}`);
    }),
    { numRuns: 500 },
  );
  expect([...seen].sort()).toEqual(['live after 1', 'suspended after 0', 'suspended after 1']);
});

it('an administrator’s PIN that was reported locked is locked for the pair that a renewal has put into its token', () => {
  const report = { codeDigest: 'digest', outcome: 'admin-pin-locked', pinChanged: false, now };
  const begun = unlocking.slice(0, 3);
  const order = fc.shuffledSubarray(['taken', 'reported'] as const, { minLength: 2 });
  const deliveries = fc.array(fc.array(fc.nat(1_000), { maxLength: 8 }), { minLength: 2, maxLength: 2 });
  const seen = new Set<boolean>();
  fc.assert(
    fc.property(order, deliveries, (happenings, choices) => {
      const world = aboutToBeRenewed();
      for (const command of begun) world.ask(UNLOCK, command);
      for (const [index, happening] of happenings.entries()) {
        if (happening === 'taken') events.taken(world);
        else world.ask(UNLOCK, { type: 'ReportUnlock', data: report });
        for (const choice of choices[index] ?? []) world.deliver(choice);
      }
      world.settle();
      const isReported = world.facts(UNLOCK).some(({ type }) => type === 'UnlockFailed');
      seen.add(isReported);
      const { bar, adminPinLocked } = world.state<UnlockState>(unlock as never, keyIdOf(renewedKey));
      expect([bar, adminPinLocked]).toEqual([null, isReported]);
    }),
    { numRuns: 300 },
  );
  expect(seen).toEqual(new Set([true, false]));
});

it('whatever names the certificates of a key ends, though they had ended before, and who waits for that hears of the pair in it', () => {
  const replaced = fc.shuffledSubarray(['taken', 'live', 'oldRevoked', 'replaced'] as const, { minLength: 4 });
  const deliveries = fc.array(fc.array(fc.nat(1_000), { maxLength: 8 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(replaced, deliveries, (order, choices) => {
      const world = aboutToBeRenewed();
      for (const [index, event] of order.entries()) {
        if (event === 'replaced') world.ask(REVOCATION, replacing);
        else events[event](world);
        for (const choice of choices[index] ?? []) world.deliver(choice);
      }
      world.settle();
      const revocations = world.names('issuance.Revocation');
      expect(revocations).toContain(`issuance.Revocation-${caseId}.renewed`);
      const facts = revocations.flatMap((name) => world.facts(name));
      const count = (type: Fact['type']): number => facts.filter((fact) => fact.type === type).length;
      expect(count('RevocationExecuted')).toBe(count('RevocationOrdered'));
      expect(count('KeyGivenUp')).toBe(1);
      const { type, data } = facts.findLast((fact) => fact.type === 'AwaitedRevocationExecuted') as Fact;
      expect([type, data]).toMatchObject(['AwaitedRevocationExecuted', { replacement: 'case-2', serials }]);
      for (const serial of [...key.serials, ...serials])
        expect(world.state(certificate as never, serial)).toMatchObject({ standing: 'revoked' });
      expect(world.state<TokenState>(token as never, key.tokenSerial).status).toBe('dead');
    }),
    { numRuns: 500 },
  );
});
