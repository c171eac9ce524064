import { reject } from '@ekey/kernel';
import type { RevocationCommand, SucceedKey, TakeOverStanding } from '../revocation.commands';
import type { HeldKey, RevocationEvent, Standing, Suspension } from '../revocation.events';
import type { Answer, Facts } from '../revocation.rejections';
import type { Hold, InForce, Own, RevocationState, Succeeded } from '../revocation.state';
import { order, revokeReplaced } from './by-rule';
import { reportedLost, suspended } from './facts';
import { requestedOf, requestIn, suspensionIn, withdraw } from './on-line';

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
      return endedIn(state).map((ended) => passedOn(successor, { ended }, now));
    case 'in-force': {
      const succeeded: RevocationEvent = { type: 'KeySucceeded', data: { successor, succeededAt: now } };
      return [succeeded, ...openIn(state).map((standing) => passedOn(successor, standing, now))];
    }
  }
}

/** Its end, and each case that waits for that: it goes on by the end of the pair that is in the token now. */
function endedIn({ ground, awaited }: Extract<Own, { ground: unknown }>): readonly NonNullable<Standing['ended']>[] {
  const waiting = awaited.filter(({ listed }) => !listed).map(({ replacement }) => ({ ground, replacement }));
  return [{ ground, replacement: null }, ...waiting];
}

/** One standing for each suspension; that of a request goes with the request. */
function openIn({ holds, request }: InForce): readonly Partial<Standing>[] {
  const alone = holds.filter(({ withRequest }) => !withRequest).map((hold) => ({ suspension: suspensionOf(hold) }));
  if (request === null) return alone;
  const { verifiedBy: _verifiedBy, ...asked } = request;
  const itsOwn = holds.find(({ withRequest }) => withRequest);
  return [{ request: asked, suspension: itsOwn === undefined ? null : suspensionOf(itsOwn) }, ...alone];
}

const suspensionOf = ({ byEnterprise: _byEnterprise, ...suspension }: Hold): Suspension => suspension;

/** Who asks it of the pair before has not heard of the renewal. A rule is passed on; an officer goes on by the new certificate. */
export function afterwards(command: RevocationCommand, { successor }: Succeeded): Answer {
  const { now } = command.data;
  switch (command.type) {
    case 'SuspendLostKey':
      return [passedOn(successor, { suspension: reportedLost(successor, command.data.reportedAt) }, now)];
    case 'RevokeReplacedKey': {
      const { ground, replacement } = command.data;
      return [passedOn(successor, { ended: { ground, replacement } }, now)];
    }
    case 'RequestRevocationOnLine': {
      const asked = { ...command.data, key: successor };
      return [passedOn(successor, { request: requestIn(asked), suspension: suspensionIn(asked) }, now)];
    }
    case 'WithdrawRevocation':
      return [passedOn(successor, { withdrawn: command.data.requestId }, now)];
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
  const { suspension, request, ended, withdrawn } = standing;
  if (withdrawn !== undefined) return withdraw({ requestId: withdrawn, now }, state);
  if (ended !== null) {
    const { ground, replacement } = ended;
    return replacement === null
      ? order({ ...key, ground, now }, state)
      : revokeReplaced({ key, replacement, ground, now }, state);
  }
  const asked = request === null ? [] : requestedOf(key, request, state, now);
  if (suspension === null || state.status !== 'in-force') return asked;
  // Where another request is open already, its end says nothing of what the one before was suspended for.
  const withRequest = suspension.withRequest && request !== null && state.request === null;
  return [...asked, ...suspended(key, { ...suspension, withRequest }, state, now)];
}
