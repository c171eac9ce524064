import type { Decider } from '@ekey/kernel';
import type { HeldKey } from '../revocation/revocation.events';
import type { KeyInHandCommand, TakeKey, TakeRenewedKey } from './key-in-hand.commands';
import type { KeyInHandEvent, RevocationAsking, UnlockAsking } from './key-in-hand.events';
import { evolve, initial, type KeyInHandState } from './key-in-hand.state';

type Facts = readonly KeyInHandEvent[];

/** Policies alone speak to it, of streams that are told apart: they come in any order, and nothing is ever refused. */
function decide(command: KeyInHandCommand, state: KeyInHandState): Facts {
  switch (command.type) {
    case 'NoteMadeKey': {
      const { now, ...made } = command.data;
      return [{ type: 'KeyMadeKnown', data: { ...made, knownAt: now } }];
    }
    case 'TakeKey':
      return takeKey(command.data, state);
    case 'TakeRenewedKey':
      return takeRenewedKey(command.data, state);
    case 'ReportLoss': {
      const { uscc, reportedAt, now } = command.data;
      const lossHeard = (key: HeldKey | null): KeyInHandEvent => ({
        type: 'LossHeard',
        data: { uscc, key, reportedAt, heardAt: now },
      });
      return ifOwn(uscc, state, lossHeard);
    }
    case 'TakeBackLoss': {
      const { uscc, now } = command.data;
      if (state.loss?.uscc !== uscc) return [];
      return [{ type: 'LossTakenBack', data: { uscc, key: state.held?.key ?? null, takenBackAt: now } }];
    }
    case 'AskUnlock': {
      const { asking, now } = command.data;
      return ifOwn(asking.uscc, state, (key) => unlockAsked(asking, key, now));
    }
    case 'AskRevocation': {
      const { asking, now } = command.data;
      return ifOwn(asking.uscc, state, (key) => revocationAsked(asking, key, now));
    }
    case 'AskUnlockNoMore': {
      const { requestId, now } = command.data;
      if (state.asked?.asking.requestId !== requestId) return [];
      return [{ type: 'UnlockAskedNoMore', data: { requestId, key: state.asked.key, takenBackAt: now } }];
    }
    case 'AskRevocationNoMore': {
      const { requestId, now } = command.data;
      if (state.askedToRevoke?.asking.requestId !== requestId) return [];
      return [{ type: 'RevocationAskedNoMore', data: { requestId, key: state.askedToRevoke.key, takenBackAt: now } }];
    }
  }
}

function takeKey({ key, since, now }: TakeKey['data'], state: KeyInHandState): Facts {
  const { made, held, early } = state;
  if (held !== null) return [];
  const isSame = made?.caseId === key.caseId && made.attempt === key.attempt;
  const handedOver = { ...key, sealId: isSame ? made.sealId : null };
  const facts = [taken(handedOver, since, now), ...lostBefore(handedOver, since, now, state)];
  const after = facts.reduce(evolve, state);
  const renewed = early === null ? [] : renew(early, now, after);
  return [...facts, ...renewed, ...askedBefore(now, renewed.reduce(evolve, after))];
}

function takeRenewedKey({ renewed, since, now }: TakeRenewedKey['data'], state: KeyInHandState): Facts {
  const { held, early } = state;
  if (held !== null) return renew({ renewed, since }, now, state);
  if (early !== null && early.since >= since) return [];
  return [{ type: 'RenewalHeard', data: { renewed, since, heardAt: now } }];
}

/** A loss needs no telling here: it holds the key before, whose standing the new one takes over. */
function renew({ renewed, since }: NonNullable<KeyInHandState['early']>, now: string, { held }: KeyInHandState): Facts {
  if (held === null || held.since >= since) return [];
  const key = { ...held.key, ...renewed };
  return [taken(key, since, now), { type: 'KeyRenewed', data: { before: held.key, key, renewedAt: now } }];
}

const taken = (key: HeldKey, since: string, now: string): KeyInHandEvent => ({
  type: 'KeyTaken',
  data: { key, since, takenAt: now },
});

/** A loss that was reported since concerns this key, where the report was quicker than the news of the key. */
function lostBefore(key: HeldKey, since: string, now: string, { loss }: KeyInHandState): Facts {
  if (loss === null || loss.uscc !== key.uscc || loss.reportedAt < since) return [];
  return [{ type: 'LossHeard', data: { ...loss, key, heardAt: now } }];
}

/** What was asked for on line concerns this key, where the request was quicker than the news of the key. */
function askedBefore(now: string, { held, asked, askedToRevoke }: KeyInHandState): Facts {
  if (held === null) return [];
  const { key } = held;
  const waits = (request: Waiting): boolean => request.key === null && request.asking.uscc === key.uscc;
  return [
    ...(asked !== null && waits(asked) ? [unlockAsked(asked.asking, key, now)] : []),
    ...(askedToRevoke !== null && waits(askedToRevoke) ? [revocationAsked(askedToRevoke.asking, key, now)] : []),
  ];
}
type Waiting = NonNullable<KeyInHandState['asked' | 'askedToRevoke']>;

const unlockAsked = (asking: UnlockAsking, key: HeldKey | null, askedAt: string): KeyInHandEvent => ({
  type: 'UnlockAsked',
  data: { asking, key, askedAt },
});
const revocationAsked = (asking: RevocationAsking, key: HeldKey | null, askedAt: string): KeyInHandEvent => ({
  type: 'RevocationAsked',
  data: { asking, key, askedAt },
});

/** Nobody loses the token of another enterprise, nor has it unlocked or revoked. */
function ifOwn(uscc: string, { held }: KeyInHandState, say: (key: HeldKey | null) => KeyInHandEvent): Facts {
  return held === null || held.key.uscc === uscc ? [say(held?.key ?? null)] : [];
}

/**
 * Which key is in a token that an enterprise holds, so that what is said of the token finds it. The stream's id is the token's
 * serial number.
 */
export const keyInHand: Decider<KeyInHandCommand, KeyInHandState, KeyInHandEvent, never> = {
  category: 'issuance.KeyInHand',
  initial,
  decide,
  evolve,
};
