import { reject } from '@ekey/kernel';
import type { RevocationCommand, SucceedKey, TakeOverStanding } from '../revocation.commands';
import type { HeldKey, RevocationEvent, Standing } from '../revocation.events';
import type { Answer, Facts } from '../revocation.rejections';
import type { Own, RevocationState, Succeeded } from '../revocation.state';
import { order, revokeReplaced } from './by-rule';
import { reportedLost, suspended } from './facts';

/*
 * A renewal and a suspension are told apart from each other, and either may be quicker. What is decided of the pair before,
 * and was not settled when the new one was proved, is decided of the new one: in both orders the token stands the same.
 */

const nothing: Standing = { suspension: null, request: null, ended: null };

const passedOn = (to: HeldKey, standing: Partial<Standing>, now: string): RevocationEvent => ({
  type: 'StandingPassedOn',
  data: { to, standing: { ...nothing, ...standing }, passedOnAt: now },
});

/** A renewal has put another pair in the place of this one. */
export function succeed({ successor, now }: SucceedKey['data'], state: RevocationState): Facts {
  switch (state.status) {
    case 'succeeded':
      return [];
    case 'ordered':
    case 'executed':
      return [passedOn(successor, { ended: { ground: state.ground, replacement: null } }, now)];
    case 'in-force': {
      const succeeded: RevocationEvent = { type: 'KeySucceeded', data: { successor, succeededAt: now } };
      const standing = openIn(state);
      return standing === null ? [succeeded] : [succeeded, passedOn(successor, standing, now)];
    }
  }
}

function openIn({ hold, request }: Extract<RevocationState, { status: 'in-force' }>): Partial<Standing> | null {
  if (hold === null && request === null) return null;
  const suspension = hold && {
    ...{ ground: hold.ground, withRequest: hold.withRequest, reference: hold.reference, by: hold.by },
  };
  const asked = request && {
    ...{ ground: request.ground, requester: request.requester, reference: request.reference, by: request.by },
  };
  return { suspension, request: asked };
}

/** Who asks it of the pair before has not heard of the renewal. A rule is passed on; an officer goes on by the new certificate. */
export function afterwards(command: RevocationCommand, { successor }: Succeeded): Answer {
  const { now } = command.data;
  switch (command.type) {
    case 'SuspendLostKey':
      return [passedOn(successor, { suspension: reportedLost(successor) }, now)];
    case 'RevokeReplacedKey': {
      const { ground, replacement } = command.data;
      return [passedOn(successor, { ended: { ground, replacement } }, now)];
    }
    case 'TakeOverStanding':
      return [passedOn(successor, command.data.standing, now)];
    case 'OrderRevocation':
    case 'LiftReportedLoss':
    case 'RecordListed':
    case 'RecordRevokedCertificate':
    case 'SucceedKey':
      return [];
    default:
      return reject('KeyNotInUse');
  }
}

/** What is settled already stays so. */
export function takeOver({ key, standing, now }: TakeOverStanding['data'], state: Own): Facts {
  const { suspension, request, ended } = standing;
  if (ended !== null) {
    const { ground, replacement } = ended;
    return replacement === null
      ? order({ ...key, ground, now }, state)
      : revokeReplaced({ key, replacement, ground, now }, state);
  }
  if (state.status !== 'in-force') return [];
  const facts: RevocationEvent[] = [];
  if (request !== null && state.request === null)
    facts.push({ type: 'RevocationRequested', data: { key, ...request, requestedAt: now } });
  if (suspension !== null && state.hold === null) facts.push(suspended(key, suspension, now));
  return facts;
}
