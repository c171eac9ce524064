import { reject, type Decider, type Decision } from '@ekey/kernel';
import type {
  AssignToken,
  ChangeTokenInUse,
  DestroyToken,
  MoveToken,
  ReturnToken,
  ScrapToken,
  StockToken,
  TokenCommand,
} from './token.commands';
import type { ByTwo, ForCase, TokenEvent } from './token.events';
import { evolve, initial, way, type OnTheWay, type TokenState, type TokenStatus } from './token.state';

export type TokenRejection =
  'UnknownToken' | 'AlreadyStocked' | 'SecondPersonNeeded' | 'NotInStock' | 'NotReturnable' | 'NotDestroyable';

type Answer = Decision<TokenEvent, TokenRejection>;

function decide(command: TokenCommand, state: TokenState): Answer {
  switch (command.type) {
    case 'StockToken':
      return stock(command.data, state);
    case 'AssignToken':
      return assign(command.data, state);
    case 'ScrapToken':
      return scrap(command.data, state);
    case 'ReturnToken':
      return giveBack(command.data, state);
    case 'DestroyToken':
      return destroy(command.data, state);
    case 'PersonaliseToken':
    case 'CheckToken':
    case 'PackToken':
    case 'DispatchToken':
    case 'RecordTokenArrival':
    case 'HandOverToken':
      return move(command, state);
    case 'WriteOffToken': {
      const { ground, now } = command.data;
      if (!isHeldFor(command.data, state) || !isBeforeHandOver(state.status)) return [];
      return [{ type: 'TokenScrapped', data: { ground, by: null, witness: null, scrappedAt: now } }];
    }
    case 'RecallToken':
      if (!isHeldFor(command.data, state) || !isBeforeHandOver(state.status)) return [];
      return [{ type: 'TokenRecalled', data: { recalledAt: command.data.now } }];
    case 'ReleaseToken':
      if (state.status !== 'assigned' || state.claimId !== command.data.claimId) return [];
      return [{ type: 'TokenReleased', data: { claimId: command.data.claimId, releasedAt: command.data.now } }];
    case 'UnpackToken':
      if (!isHeldFor(command.data, state) || state.status !== 'packed') return [];
      return [{ type: 'TokenUnpacked', data: { unpackedAt: command.data.now } }];
    case 'LockToken':
    case 'UnlockToken':
    case 'SuspendToken':
    case 'ReinstateToken':
    case 'DeclareTokenDead':
      return changeInUse(command, state);
  }
}

/** A serial number is unique for ever: what was once in stock is never taken in again. */
function stock({ model, by, witness, now }: StockToken['data'], state: TokenState): Answer {
  if (state.status !== 'unknown') return reject('AlreadyStocked');
  if (isOnePerson({ by, witness })) return reject('SecondPersonNeeded');
  return [{ type: 'TokenStocked', data: { model, by, witness, stockedAt: now } }];
}

/** The claim of a production. The same case may claim again for the same attempt; its newest claim is the one that counts. */
function assign({ caseId, attempt, claimId, now }: AssignToken['data'], state: TokenState): Answer {
  if (state.status === 'unknown') return reject('UnknownToken');
  const isMine = isHeldFor({ caseId, attempt }, state);
  if (isMine && isOnTheWay(state.status) && (state.status !== 'assigned' || state.claimId === claimId)) return [];
  if (state.status !== 'in-stock' && !(isMine && state.status === 'assigned')) {
    return reject('NotInStock', { state: state.status });
  }
  return [{ type: 'TokenAssigned', data: { caseId, attempt, claimId, assignedAt: now } }];
}

const IN_NO_ORDER: readonly TokenStatus[] = ['in-stock', 'recalled', 'dead', 'handed-in'];

/**
 * At the desk only what is in no order: a token that fails in the making is written off by its order's failure. One that
 * was called back, handed in, or whose key was revoked, and that never comes since it is lost, is scrapped here.
 */
function scrap({ ground, by, witness, now }: ScrapToken['data'], state: TokenState): Answer {
  if (state.status === 'unknown') return reject('UnknownToken');
  if (!IN_NO_ORDER.includes(state.status)) return reject('NotInStock', { state: state.status });
  if (isOnePerson({ by, witness })) return reject('SecondPersonNeeded');
  return [{ type: 'TokenScrapped', data: { ground, by, witness, scrappedAt: now } }];
}

/** Each hand takes it from the one before: an enterprise gives it to a counter, the counter to the stock, or the enterprise to the stock. */
function giveBack(data: ReturnToken['data'], { status }: TokenState): Answer {
  const { by, now } = data;
  if (status === 'unknown') return reject('UnknownToken');
  const mayComeBack = status === 'recalled' || status === 'dead';
  if (data.to === 'counter' && mayComeBack)
    return [{ type: 'TokenHandedIn', data: { by, agencyId: data.agencyId, handedInAt: now } }];
  if (data.to === 'stock' && (mayComeBack || status === 'handed-in'))
    return [{ type: 'TokenReturned', data: { by, returnedAt: now } }];
  return reject('NotReturnable', { state: status });
}

function destroy({ by, witness, now }: DestroyToken['data'], state: TokenState): Answer {
  if (state.status === 'unknown') return reject('UnknownToken');
  if (state.status !== 'returned' && state.status !== 'scrapped')
    return reject('NotDestroyable', { state: state.status });
  if (isOnePerson({ by, witness })) return reject('SecondPersonNeeded');
  return [{ type: 'TokenDestroyed', data: { by, witness, destroyedAt: now } }];
}

const steps = {
  PersonaliseToken: { to: 'personalised', fact: 'TokenPersonalised' },
  CheckToken: { to: 'checked', fact: 'TokenChecked' },
  PackToken: { to: 'packed', fact: 'TokenPacked' },
  DispatchToken: { to: 'in-transit', fact: 'TokenDispatched' },
  RecordTokenArrival: { to: 'at-agency', fact: 'TokenArrived' },
  HandOverToken: { to: 'handed-over', fact: 'TokenHandedOver' },
} as const satisfies Record<MoveToken['type'], { to: OnTheWay; fact: TokenEvent['type'] }>;

/** Forward only: what an order reports of a step that is already behind the token changes nothing. */
function move({ type, data }: MoveToken, state: TokenState): Answer {
  const { to, fact } = steps[type];
  if (!isHeldFor(data, state) || !isOnTheWay(state.status) || stepOf(state.status) >= stepOf(to)) return [];
  return [{ type: fact, data: { caseId: data.caseId, attempt: data.attempt, at: data.now } }];
}

const changes = {
  UnlockToken: { from: ['locked', 'suspended'], fact: 'TokenUnlocked' },
  // A key may be locked, suspended or revoked before its token hears that it was handed over; what is reported later is behind it.
  LockToken: { from: [...way, 'suspended'], fact: 'TokenLocked' },
  SuspendToken: { from: [...way, 'locked'], fact: 'TokenSuspended' },
  ReinstateToken: { from: ['suspended'], fact: 'TokenReinstated' },
  DeclareTokenDead: { from: [...way, 'locked', 'suspended'], fact: 'TokenDied' },
} as const satisfies Record<ChangeTokenInUse['type'], { from: readonly TokenStatus[]; fact: TokenEvent['type'] }>;

/** What becomes of key and PIN is told from two sides, in whatever order: what no longer applies changes nothing. */
function changeInUse({ type, data }: ChangeTokenInUse, state: TokenState): Answer {
  const { from, fact } = changes[type];
  if (!(from as readonly TokenStatus[]).includes(state.status) || saysNothingNew(type, state)) return [];
  return [{ type: fact, data: { at: data.now } }];
}

const saysNothingNew = (type: ChangeTokenInUse['type'], { isLocked }: TokenState): boolean =>
  isLocked ? type === 'LockToken' : type === 'UnlockToken';

const stepOf = (status: OnTheWay): number => way.indexOf(status);
const isOnTheWay = (status: TokenStatus): status is OnTheWay => (way as readonly string[]).includes(status);
const isBeforeHandOver = (status: TokenStatus): boolean => isOnTheWay(status) && status !== 'handed-over';
const isOnePerson = ({ by, witness }: ByTwo): boolean => by === witness;
const isHeldFor = ({ caseId, attempt }: ForCase, { holder }: TokenState): boolean =>
  holder?.caseId === caseId && holder.attempt === attempt;

/** One USB token, from the stock to its destruction. It is never in two orders. */
export const token: Decider<TokenCommand, TokenState, TokenEvent, TokenRejection> = {
  category: 'issuance.Token',
  initial,
  decide,
  evolve,
};
