import { fold, isRejection } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import { exampleHeldKey as key } from '../testing/example-held-key';
import type { UnlockCommand } from './unlock.commands';
import type { HeldKey } from '../revocation/revocation.events';
import { unlock } from './unlock.decider';
import { unlockDocuments, type UnlockDocument, type UnlockEvent, type UnlockOutcome } from './unlock.events';
import type { UnlockState } from './unlock.state';

const { given } = scenarios(unlock);
const now = '2026-03-02T02:00:00.000Z';
const expiresAt = '2026-03-03T02:00:00.000Z';
const tooLate = '2026-03-03T02:00:00.000Z';
const [by, reference, codeDigest] = ['spr-1', '来电 1107', 'digest-1'];
const { caseId, tokenSerial } = key;

const requested: UnlockEvent = { type: 'UnlockRequested', data: { key, reference, by, requestedAt: now } };
const verified: UnlockEvent = {
  type: 'UnlockVerified',
  data: { identification: 'call-back', documents: unlockDocuments, by, verifiedAt: now },
};
const authorised: UnlockEvent = { type: 'UnlockAuthorised', data: { codeDigest, expiresAt, by, authorisedAt: now } };
const unlocked: UnlockEvent = { type: 'KeyUnlocked', data: { caseId, tokenSerial, unlockedAt: now } };
const failed: UnlockEvent = {
  type: 'UnlockFailed',
  data: { caseId, tokenSerial, ground: 'admin-pin-locked', failedAt: now },
};
const expired: UnlockEvent = { type: 'UnlockExpired', data: { expiredAt: tooLate } };
const barred = (because: 'suspended' | 'revoked', ended = false): UnlockEvent => ({
  type: 'UnlockingBarred',
  data: { because, ended, barredAt: now },
});
const [successor, next] = ['renewal-1', 'renewal-2'].map((each) => ({ ...key, caseId: each })) as [HeldKey, HeldKey];
const overtaken = (ended = false, by = successor): UnlockEvent => ({
  type: 'UnlockingOvertaken',
  data: { ended, successor: by, overtakenAt: now },
});
const passedOn = (to = successor): UnlockEvent => ({ type: 'AdminPinLockPassedOn', data: { to, passedOnAt: now } });
const takenOver = (ended = false): UnlockEvent => ({
  type: 'AdminPinLockTakenOver',
  data: { ended, takenOverAt: now },
});
const allowed: UnlockEvent = { type: 'UnlockingAllowed', data: { allowedAt: now } };

const verify = (documents: readonly UnlockDocument[]): UnlockCommand => ({
  type: 'VerifyUnlock',
  data: { identification: 'call-back', documents, by, now },
});
const report = (
  outcome: 'unlocked' | 'admin-pin-locked',
  { digest = codeDigest, pinChanged = true, at = now } = {},
): UnlockCommand => ({ type: 'ReportUnlock', data: { codeDigest: digest, outcome, pinChanged, now: at } });

const commands = {
  request: { type: 'RequestUnlock', data: { key, reference, by, now } },
  verify: verify(unlockDocuments),
  verifyInPart: verify(['stamped-request']),
  authorise: { type: 'AuthoriseUnlock', data: { codeDigest, expiresAt, by, now } },
  reject: { type: 'RejectUnlock', data: { ground: 'identity-not-established', by, now } },
  cancel: { type: 'CancelUnlock', data: { by, now } },
  reportUnlocked: report('unlocked'),
  reportUnchangedPin: report('unlocked', { pinChanged: false }),
  reportWithWrongCode: report('unlocked', { digest: 'digest-2' }),
  reportTooLate: report('unlocked', { at: tooLate }),
  reportLockedForGood: report('admin-pin-locked'),
  expireEarly: { type: 'ExpireUnlock', data: { now } },
  expire: { type: 'ExpireUnlock', data: { now: tooLate } },
  suspend: { type: 'BarUnlocking', data: { because: 'suspended', now } },
  revoke: { type: 'BarUnlocking', data: { because: 'revoked', now } },
  renew: { type: 'OvertakeUnlocking', data: { successor, now } },
  lockedBefore: { type: 'TakeOverAdminPinLock', data: { now } },
  reinstate: { type: 'AllowUnlocking', data: { now } },
} as const satisfies Record<string, UnlockCommand>;
type Asked = keyof typeof commands;

/** One history that leads to each place. */
const histories = {
  'not asked for': [],
  requested: [requested],
  verified: [requested, verified],
  authorised: [requested, verified, authorised],
  unlocked: [requested, verified, authorised, unlocked],
  'locked for good': [requested, verified, authorised, failed],
  suspended: [barred('suspended')],
  'suspended, locked for good': [requested, verified, authorised, failed, barred('suspended')],
  revoked: [barred('revoked')],
  renewed: [overtaken()],
} as const satisfies Record<string, readonly UnlockEvent[]>;
type Place = keyof typeof histories;

const anywhere = { suspend: 'suspended', revoke: 'revoked', renew: 'renewed' } as const;
const open = { lockedBefore: 'locked for good', ...anywhere } as const;
const underWay = { reject: 'not asked for', cancel: 'not asked for', ...open } as const;
/** Every step that leads elsewhere. What is not listed changes nothing, from whatever place. */
const leadsTo: Record<Place, Partial<Record<Asked, Place>>> = {
  'not asked for': { request: 'requested', ...open },
  requested: { verify: 'verified', ...underWay },
  verified: { authorise: 'authorised', ...underWay },
  authorised: {
    ...{ reportUnlocked: 'unlocked', reportLockedForGood: 'locked for good', expire: 'not asked for', ...underWay },
  },
  unlocked: { request: 'requested', ...open },
  'locked for good': { suspend: 'suspended, locked for good', revoke: 'revoked', renew: 'renewed' },
  suspended: {
    ...{ reinstate: 'not asked for', revoke: 'revoked', renew: 'renewed' },
    lockedBefore: 'suspended, locked for good',
  },
  'suspended, locked for good': { reinstate: 'locked for good', revoke: 'revoked', renew: 'renewed' },
  revoked: { lockedBefore: 'revoked' },
  renewed: { lockedBefore: 'renewed' },
};

const places = Object.keys(histories) as Place[];
const at = (place: Place): UnlockState => fold(unlock, histories[place]);
/** A used code is remembered through all that follows, and tells no place from another. */
const lookOf = ({ step, bar, adminPinLocked }: UnlockState): string =>
  bar === 'revoked' || bar === 'renewed'
    ? bar
    : `${step.at}, ${bar ?? 'no bar'}, ${adminPinLocked ? 'locked for good' : 'open'}`;
const everyStep = places.flatMap((from) =>
  (Object.keys(commands) as Asked[]).map((command) => ({ from, command, to: leadsTo[from][command] ?? from })),
);

describe('the unlocking of a key', () => {
  it.each(everyStep)('from $from, $command leads to $to', ({ from, command, to }) => {
    const decision = unlock.decide(commands[command], at(from));
    const facts = isRejection(decision) ? [] : decision;
    expect(lookOf(facts.reduce(unlock.evolve, at(from)))).toBe(lookOf(at(to)));
    expect(facts.length > 0).toBe(leadsTo[from][command] !== undefined);
  });

  it('has no dead end: it leads to an open token, or to the end of the key by 补办 or 更新', () => {
    const ends = (place: Place, seen: ReadonlySet<Place>): boolean =>
      place === 'unlocked' ||
      place === 'revoked' ||
      place === 'renewed' ||
      Object.values(leadsTo[place]).some((next) => !seen.has(next) && ends(next, new Set([...seen, next])));
    for (const place of places) expect([place, ends(place, new Set([place]))]).toEqual([place, true]);
    expect(leadsTo['locked for good'].revoke).toBe('revoked');
  });
});

describe('a request to unlock a key', () => {
  it('is one at a time', () => given(requested).when(commands.request).thenRejected('UnlockUnderWay'));
  it('is not taken of a key that is suspended, revoked or renewed', () => {
    given(barred('suspended')).when(commands.request).thenRejected('KeyNotGood', { because: 'suspended' });
    given(barred('revoked')).when(commands.request).thenRejected('KeyNotGood', { because: 'revoked' });
    given(overtaken()).when(commands.request).thenRejected('KeyNotGood', { because: 'renewed' });
    given(barred('suspended'), allowed).when(commands.request).then(requested);
  });
  it('is not taken of a token whose administrator’s PIN is locked', () =>
    given(...histories['locked for good'])
      .when(commands.request)
      .thenRejected('AdminPinLocked'));
  it('ends with the suspension of its key, and what was authorised with it', () => {
    given(...histories.authorised)
      .when(commands.suspend)
      .then(barred('suspended', true));
    given(...histories.authorised, barred('suspended', true))
      .when(commands.reportUnlocked)
      .thenRejected('UnlockCodeWrong');
  });
  it('needs every paper, and says which is missing', () =>
    given(requested)
      .when(commands.verifyInPart)
      .thenRejected('UnlockDocumentsMissing', { missing: ['business-licence', 'authorised-user-id'] }));
  it('is authorised once it was looked into, and once', () => {
    given().when(commands.verify).thenRejected('UnlockNotRequested');
    given(requested).when(commands.authorise).thenRejected('UnlockNotVerified');
    given(requested, verified).when(commands.verify).thenRejected('UnlockAlreadyVerified');
    given(requested, verified).when(commands.authorise).then(authorised);
    given(...histories.authorised)
      .when(commands.authorise)
      .thenRejected('UnlockAlreadyAuthorised');
  });
});

describe('a request on line', () => {
  const request = { requestId: 'request-1', caseId: 'case-0' };
  const ask = { type: 'RequestUnlockOnLine', data: { key, request, reason: 'pin-forgotten', now } } as const;
  const withdraw = (requestId = 'request-1') => ({ type: 'WithdrawUnlock', data: { requestId, now } }) as const;
  const asked: UnlockEvent = {
    type: 'UnlockRequestedOnLine',
    data: { key, request, reason: 'pin-forgotten', requestedAt: now },
  };
  const answered = (outcome: UnlockOutcome, answeredAt = now): UnlockEvent => ({
    type: 'UnlockRequestAnswered',
    data: { ...request, tokenSerial, outcome, answeredAt },
  });
  const withdrawn: UnlockEvent = {
    type: 'UnlockWithdrawn',
    data: { requestId: 'request-1', tokenSerial, withdrawnAt: now },
  };

  it('unlocks nothing, and waits for an officer', () => {
    given().when(ask).then(asked);
    given(asked).when(commands.authorise).thenRejected('UnlockNotVerified');
    given(asked).when(commands.reportUnlocked).thenRejected('UnlockCodeWrong');
    given(asked).when(commands.verify).then(verified);
    given(asked, verified).when(commands.authorise).then(authorised);
  });
  it.each([
    ['suspended', [barred('suspended')]],
    ['revoked', [barred('revoked')]],
    ['renewed', [overtaken()]],
    ['admin-pin-locked', histories['locked for good']],
    ['under-way', histories.requested],
    ['under-way', histories.authorised],
  ] as const)('is answered at once where the key is %s', (outcome, history) =>
    given(...history)
      .when(ask)
      .then(answered(outcome)),
  );
  it('is one with what officers record: of both there is one at a time', () =>
    given(asked).when(commands.request).thenRejected('UnlockUnderWay'));
  it.each([
    ['reportUnlocked', unlocked, 'unlocked'],
    ['reportLockedForGood', failed, 'admin-pin-locked'],
    [
      'reject',
      { type: 'UnlockRejected', data: { ground: 'identity-not-established', by, rejectedAt: now } },
      'identity-not-established',
    ],
    ['cancel', { type: 'UnlockCancelled', data: { by, cancelledAt: now } }, 'cancelled'],
    ['suspend', barred('suspended', true), 'suspended'],
    ['revoke', barred('revoked', true), 'revoked'],
    ['renew', overtaken(true), 'renewed'],
    ['lockedBefore', takenOver(true), 'admin-pin-locked'],
  ] as const satisfies readonly (readonly [Asked, UnlockEvent, UnlockOutcome])[])(
    'is answered when it ends: %s',
    (command, end, outcome) => given(asked, verified, authorised).when(commands[command]).then(end, answered(outcome)),
  );
  it('is answered when its code has run out', () =>
    given(asked, verified, authorised).when(commands.expire).then(expired, answered('expired', tooLate)));
  it('is withdrawn by who has asked, however far it has come, and gets no answer', () => {
    for (const history of [[asked], [asked, verified], [asked, verified, authorised]])
      given(...history)
        .when(withdraw())
        .then(withdrawn);
    given(asked, verified, authorised, withdrawn).when(commands.reportUnlocked).thenRejected('UnlockCodeWrong');
    given(asked, withdrawn).when(ask).then(asked);
  });
  it('is withdrawn alone: not one that is over, not another, and not what an officer has recorded', () => {
    given(asked, verified, authorised, unlocked, answered('unlocked')).when(withdraw()).thenNothing();
    given(asked).when(withdraw('request-0')).thenNothing();
    given(requested).when(withdraw()).thenNothing();
  });
});

describe('an administrator’s PIN that is locked', () => {
  it('is that of the token: a renewal leaves it locked, for the pair that it has put there', () => {
    given(...histories['locked for good'])
      .when(commands.renew)
      .then(overtaken(), passedOn());
    given(...histories.authorised)
      .when(commands.renew)
      .then(overtaken(true));
    given(takenOver()).when(commands.request).thenRejected('AdminPinLocked');
  });
  it('ends what was begun for the new pair, whose token cannot be opened', () => {
    given(...histories.authorised)
      .when(commands.lockedBefore)
      .then(takenOver(true));
    given(...histories.authorised, takenOver(true))
      .when(commands.reportUnlocked)
      .thenRejected('UnlockCodeWrong');
  });
  it('is heard of once, and goes on to the next pair, whichever is told first', () => {
    given(takenOver()).when(commands.lockedBefore).thenNothing();
    given(takenOver())
      .when({ type: 'OvertakeUnlocking', data: { successor: next, now } })
      .then(overtaken(false, next), passedOn(next));
    given(overtaken(false, next)).when(commands.lockedBefore).then(takenOver(), passedOn(next));
  });
  it('goes nowhere from a pair that was overtaken before anybody told by which', () => {
    const untold: UnlockEvent = { type: 'UnlockingOvertaken', data: { ended: false, overtakenAt: now } };
    given(untold).when(commands.lockedBefore).then(takenOver());
  });
});

describe('the report of whoever holds the token', () => {
  it('needs the code, and says nothing of what there is to whoever has none', () => {
    for (const history of [histories['not asked for'], histories.verified, histories.suspended])
      given(...history)
        .when(commands.reportUnlocked)
        .thenRejected('UnlockCodeWrong');
    given(...histories.authorised)
      .when(commands.reportWithWrongCode)
      .thenRejected('UnlockCodeWrong');
  });
  it('comes within a day', () => {
    given(...histories.authorised)
      .when(commands.reportTooLate)
      .thenRejected('UnlockCodeExpired');
    given(...histories.authorised)
      .when(commands.expire)
      .then(expired);
    given(...histories.authorised, expired)
      .when(commands.reportUnlocked)
      .thenRejected('UnlockCodeWrong');
  });
  it('says that the PIN was changed', () =>
    given(...histories.authorised)
      .when(commands.reportUnchangedPin)
      .thenRejected('PinNotChanged'));
  it('is heard once, and a repeat of it changes nothing', () => {
    given(...histories.unlocked)
      .when(commands.reportUnlocked)
      .thenNothing();
    given(...histories.unlocked)
      .when(commands.reportLockedForGood)
      .thenRejected('UnlockCodeWrong');
    given(...histories['locked for good'])
      .when(commands.reportLockedForGood)
      .thenNothing();
    given(...histories['locked for good'])
      .when(commands.reportUnlocked)
      .thenRejected('UnlockCodeWrong');
  });
});
