import { fold, isRejection } from '@ekey/kernel';
import { scenarios } from '@ekey/kernel/testing';
import type { TokenCommand } from './token.commands';
import { token } from './token.decider';
import type { ForCase, TokenEvent } from './token.events';
import type { TokenState, TokenStatus } from './token.state';

const { given } = scenarios(token);
const now = '2026-03-02T02:00:00.000Z';
const two = { by: 'staff-1', witness: 'staff-2' };
const mine: ForCase = { caseId: 'case-1', attempt: 1 };
const other: ForCase = { caseId: 'case-2', attempt: 1 };

const stocked: TokenEvent = { type: 'TokenStocked', data: { ...two, model: 'UK-3', stockedAt: now } };
const assigned: TokenEvent = { type: 'TokenAssigned', data: { ...mine, claimId: 'claim-1', assignedAt: now } };
const personalised: TokenEvent = { type: 'TokenPersonalised', data: { ...mine, at: now } };
const checked: TokenEvent = { type: 'TokenChecked', data: { ...mine, at: now } };
const packed: TokenEvent = { type: 'TokenPacked', data: { ...mine, at: now } };
const dispatched: TokenEvent = { type: 'TokenDispatched', data: { ...mine, at: now } };
const arrived: TokenEvent = { type: 'TokenArrived', data: { ...mine, at: now } };
const handedOver: TokenEvent = { type: 'TokenHandedOver', data: { ...mine, at: now } };
const locked: TokenEvent = { type: 'TokenLocked', data: { at: now } };
const suspended: TokenEvent = { type: 'TokenSuspended', data: { at: now } };
const died: TokenEvent = { type: 'TokenDied', data: { at: now } };
const recalled: TokenEvent = { type: 'TokenRecalled', data: { recalledAt: now } };
const handedIn: TokenEvent = {
  type: 'TokenHandedIn',
  data: { by: 'counter-1', agencyId: 'agency-44', handedInAt: now },
};
const returned: TokenEvent = { type: 'TokenReturned', data: { by: 'staff-1', returnedAt: now } };
const scrapped: TokenEvent = { type: 'TokenScrapped', data: { ...two, ground: 'faulty', scrappedAt: now } };
const destroyed: TokenEvent = { type: 'TokenDestroyed', data: { ...two, destroyedAt: now } };

/** A suspension hides a locked PIN, and does not open it. */
type Place = TokenStatus | 'locked, suspended';
const placeOf = ({ status, isLocked }: TokenState): Place =>
  status === 'suspended' && isLocked ? 'locked, suspended' : status;

/** One history that leads to each place. */
const histories: Record<Place, readonly TokenEvent[]> = {
  unknown: [],
  'in-stock': [stocked],
  assigned: [stocked, assigned],
  personalised: [stocked, assigned, personalised],
  checked: [stocked, assigned, personalised, checked],
  packed: [stocked, assigned, personalised, checked, packed],
  'in-transit': [stocked, assigned, personalised, checked, packed, dispatched],
  'at-agency': [stocked, assigned, personalised, checked, packed, dispatched, arrived],
  'handed-over': [stocked, assigned, personalised, checked, packed, dispatched, arrived, handedOver],
  locked: [stocked, assigned, handedOver, locked],
  suspended: [stocked, assigned, handedOver, suspended],
  'locked, suspended': [stocked, assigned, handedOver, locked, suspended],
  dead: [stocked, assigned, handedOver, suspended, died],
  recalled: [stocked, assigned, recalled],
  'handed-in': [stocked, assigned, recalled, handedIn],
  returned: [stocked, assigned, recalled, returned],
  scrapped: [stocked, scrapped],
  destroyed: [stocked, scrapped, destroyed],
};

const commands = {
  StockToken: { type: 'StockToken', data: { ...two, model: 'UK-3', now } },
  AssignToken: { type: 'AssignToken', data: { ...mine, claimId: 'claim-2', now } },
  AssignToOther: { type: 'AssignToken', data: { ...other, claimId: 'claim-3', now } },
  PersonaliseToken: { type: 'PersonaliseToken', data: { ...mine, now } },
  CheckToken: { type: 'CheckToken', data: { ...mine, now } },
  PackToken: { type: 'PackToken', data: { ...mine, now } },
  UnpackToken: { type: 'UnpackToken', data: { ...mine, now } },
  DispatchToken: { type: 'DispatchToken', data: { ...mine, now } },
  RecordTokenArrival: { type: 'RecordTokenArrival', data: { ...mine, now } },
  HandOverToken: { type: 'HandOverToken', data: { ...mine, now } },
  LockToken: { type: 'LockToken', data: { now } },
  UnlockToken: { type: 'UnlockToken', data: { now } },
  SuspendToken: { type: 'SuspendToken', data: { now } },
  ReinstateToken: { type: 'ReinstateToken', data: { now } },
  DeclareTokenDead: { type: 'DeclareTokenDead', data: { now } },
  ScrapToken: { type: 'ScrapToken', data: { ...two, ground: 'inventory', now } },
  WriteOffToken: { type: 'WriteOffToken', data: { ...mine, ground: 'production-failed', now } },
  RecallToken: { type: 'RecallToken', data: { ...mine, now } },
  HandInToken: { type: 'ReturnToken', data: { by: 'counter-1', to: 'counter', agencyId: 'agency-44', now } },
  ReturnToken: { type: 'ReturnToken', data: { by: 'staff-1', to: 'stock', now } },
  DestroyToken: { type: 'DestroyToken', data: { ...two, now } },
} as const satisfies Record<string, TokenCommand>;
type Asked = keyof typeof commands;

/** What is told of its key or PIN after the hand-over, before it has heard of the hand-over itself. */
const behindItsKey = { LockToken: 'locked', SuspendToken: 'suspended', DeclareTokenDead: 'dead' } as const;

/** Every step that leads elsewhere. What is not listed here changes nothing, from whatever place. */
const leadsTo: Record<Place, Partial<Record<Asked, Place>>> = {
  unknown: { StockToken: 'in-stock' },
  'in-stock': { AssignToken: 'assigned', AssignToOther: 'assigned', ScrapToken: 'scrapped' },
  assigned: {
    AssignToken: 'assigned',
    PersonaliseToken: 'personalised',
    CheckToken: 'checked',
    PackToken: 'packed',
    DispatchToken: 'in-transit',
    RecordTokenArrival: 'at-agency',
    HandOverToken: 'handed-over',
    WriteOffToken: 'scrapped',
    RecallToken: 'recalled',
    ...behindItsKey,
  },
  personalised: {
    CheckToken: 'checked',
    PackToken: 'packed',
    DispatchToken: 'in-transit',
    RecordTokenArrival: 'at-agency',
    HandOverToken: 'handed-over',
    WriteOffToken: 'scrapped',
    RecallToken: 'recalled',
    ...behindItsKey,
  },
  checked: {
    PackToken: 'packed',
    DispatchToken: 'in-transit',
    RecordTokenArrival: 'at-agency',
    HandOverToken: 'handed-over',
    WriteOffToken: 'scrapped',
    RecallToken: 'recalled',
    ...behindItsKey,
  },
  packed: {
    UnpackToken: 'checked',
    DispatchToken: 'in-transit',
    RecordTokenArrival: 'at-agency',
    HandOverToken: 'handed-over',
    WriteOffToken: 'scrapped',
    RecallToken: 'recalled',
    ...behindItsKey,
  },
  'in-transit': {
    RecordTokenArrival: 'at-agency',
    HandOverToken: 'handed-over',
    WriteOffToken: 'scrapped',
    RecallToken: 'recalled',
    ...behindItsKey,
  },
  'at-agency': {
    HandOverToken: 'handed-over',
    WriteOffToken: 'scrapped',
    RecallToken: 'recalled',
    ...behindItsKey,
  },
  'handed-over': { LockToken: 'locked', SuspendToken: 'suspended', DeclareTokenDead: 'dead' },
  locked: { UnlockToken: 'handed-over', SuspendToken: 'locked, suspended', DeclareTokenDead: 'dead' },
  suspended: { ReinstateToken: 'handed-over', LockToken: 'locked, suspended', DeclareTokenDead: 'dead' },
  'locked, suspended': { ReinstateToken: 'locked', UnlockToken: 'suspended', DeclareTokenDead: 'dead' },
  dead: { HandInToken: 'handed-in', ReturnToken: 'returned', ScrapToken: 'scrapped' },
  recalled: { HandInToken: 'handed-in', ReturnToken: 'returned', ScrapToken: 'scrapped' },
  'handed-in': { ReturnToken: 'returned', ScrapToken: 'scrapped' },
  returned: { DestroyToken: 'destroyed' },
  scrapped: { DestroyToken: 'destroyed' },
  destroyed: {},
};

const everyStep = (Object.keys(histories) as Place[]).flatMap((from) =>
  (Object.keys(commands) as Asked[]).map((asked) => ({ from, asked, to: leadsTo[from][asked] ?? from })),
);

describe('the life of a token', () => {
  it.each(everyStep)('from $from, $asked leads to $to', ({ from, asked, to }) => {
    const before = fold(token, histories[from]);
    expect(placeOf(before)).toBe(from);
    const decision = token.decide(commands[asked], before);
    const facts = isRejection(decision) ? [] : decision;
    expect(placeOf(facts.reduce(token.evolve, before))).toBe(to);
    expect(facts.length > 0).toBe(leadsTo[from][asked] !== undefined);
  });
});

it('a token has no dead end: from wherever it is, it comes to its destruction', () => {
  const ends = (place: Place, seen: ReadonlySet<Place>): boolean =>
    place === 'destroyed' ||
    Object.values(leadsTo[place]).some((next) => !seen.has(next) && ends(next, new Set([...seen, next])));
  for (const place of Object.keys(leadsTo) as Place[])
    expect([place, ends(place, new Set([place]))]).toEqual([place, true]);
});

describe('the stock desk', () => {
  it('takes a token in with a second person', () => given().when(commands.StockToken).then(stocked));
  it('takes nothing in alone', () =>
    given()
      .when({ type: 'StockToken', data: { by: 'a', witness: 'a', model: 'UK-3', now } })
      .thenRejected('SecondPersonNeeded'));
  it('never takes the same serial in again, even after its destruction', () =>
    given(...histories.destroyed)
      .when(commands.StockToken)
      .thenRejected('AlreadyStocked'));
  it('scraps and destroys with a second person only', () => {
    const alone = { by: 'a', witness: 'a' };
    given(stocked)
      .when({ type: 'ScrapToken', data: { ...alone, ground: 'faulty', now } })
      .thenRejected('SecondPersonNeeded');
    given(stocked, scrapped)
      .when({ type: 'DestroyToken', data: { ...alone, now } })
      .thenRejected('SecondPersonNeeded');
  });
  it('destroys nothing that a counter has taken back, and that did not come to the stock yet', () =>
    given(...histories['handed-in'])
      .when(commands.DestroyToken)
      .thenRejected('NotDestroyable', { state: 'handed-in' }));
  it('does not scrap a token that is in an order', () =>
    given(...histories.assigned)
      .when(commands.ScrapToken)
      .thenRejected('NotInStock', { state: 'assigned' }));
  it.each(['AssignToken', 'ScrapToken', 'ReturnToken', 'DestroyToken'] as const)(
    'says of %s that it does not know the token',
    (asked) => given().when(commands[asked]).thenRejected('UnknownToken'),
  );
});

describe('the claim of a production', () => {
  it('is refused while another case holds the token', () =>
    given(...histories.assigned)
      .when(commands.AssignToOther)
      .thenRejected('NotInStock', { state: 'assigned' }));
  it('is refused to a later attempt of the same case', () =>
    given(...histories.assigned)
      .when({ type: 'AssignToken', data: { caseId: 'case-1', attempt: 2, claimId: 'claim-9', now } })
      .thenRejected('NotInStock', { state: 'assigned' }));
  it('may be repeated', () =>
    given(...histories.assigned)
      .when({ type: 'AssignToken', data: { ...mine, claimId: 'claim-1', now } })
      .thenNothing());
  it('is given back when its production never came', () =>
    given(...histories.assigned)
      .when({ type: 'ReleaseToken', data: { claimId: 'claim-1', now } })
      .then({ type: 'TokenReleased', data: { claimId: 'claim-1', releasedAt: now } }));
  it('is not given back for an older claim than the one that holds', () =>
    given(...histories.assigned)
      .when({ type: 'ReleaseToken', data: { claimId: 'claim-0', now } })
      .thenNothing());
  it('is not given back once the token was written', () =>
    given(...histories.personalised)
      .when({ type: 'ReleaseToken', data: { claimId: 'claim-1', now } })
      .thenNothing());
  it('leaves the token to any case once it was given back', () =>
    given(...histories.assigned, { type: 'TokenReleased', data: { claimId: 'claim-1', releasedAt: now } })
      .when(commands.AssignToOther)
      .thenTypes('TokenAssigned'));
});

describe('what an order reports of another case', () => {
  const reports = [
    'PersonaliseToken',
    'CheckToken',
    'PackToken',
    'DispatchToken',
    'RecordTokenArrival',
    'HandOverToken',
  ] as const;
  it.each([...reports, 'RecallToken', 'UnpackToken'] as const)('leaves the token alone: %s', (type) => {
    given(...histories.assigned)
      .when({ type, data: { ...other, now } })
      .thenNothing();
    given(...histories.packed)
      .when({ type, data: { ...other, now } })
      .thenNothing();
  });
  it('writes no token off', () =>
    given(...histories.assigned)
      .when({ type: 'WriteOffToken', data: { ...other, ground: 'lost', now } })
      .thenNothing());
});

it('passes over a fact that it does not know', () => {
  const later = { type: 'TokenPolished', data: {} } as unknown as TokenEvent;
  expect(token.evolve(fold(token, [stocked]), later)).toEqual(fold(token, [stocked]));
});
