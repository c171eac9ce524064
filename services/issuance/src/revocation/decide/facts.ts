import type { RevocationReason } from '../../certificate/certificate.events';
import type { HeldKey, RevocationEvent, RevocationGround, Suspension, SuspensionLifted } from '../revocation.events';
import type { Facts } from '../revocation.rejections';
import { isOf, type InForce } from '../revocation.state';

/** Dossier §4.6. A parcel in the wrong hands is treated as a lost one: nobody knows who had the token. */
const reasonFor: Record<RevocationGround, RevocationReason> = {
  'production-failed': 'superseded',
  lost: 'keyCompromise',
  damaged: 'superseded',
  'wrong-parcel': 'keyCompromise',
  withdrawn: 'cessationOfOperation',
  terminated: 'cessationOfOperation',
  unclaimed: 'cessationOfOperation',
  compromised: 'keyCompromise',
  'information-changed': 'affiliationChanged',
  'out-of-use': 'cessationOfOperation',
  'enterprise-dissolved': 'cessationOfOperation',
  replaced: 'superseded',
  renewed: 'superseded',
  orphaned: 'superseded',
};

export const ordered = (
  { caseId, attempt, serials, sealId }: Pick<HeldKey, 'caseId' | 'attempt' | 'serials' | 'sealId'>,
  ground: RevocationGround,
  now: string,
): RevocationEvent => ({
  type: 'RevocationOrdered',
  data: { caseId, attempt, serials, sealId, ground, reason: reasonFor[ground], orderedAt: now },
});

/**
 * Everybody who suspends a key is heard, and once: the first takes it out of use, and each further one adds what has to be lifted
 * before it is good again. Where lifting is proposed, the same suspension once more is an objection.
 */
export function suspended(
  key: HeldKey,
  { ground, withRequest, reference, by }: Suspension,
  { holds, liftingProposedBy }: InForce,
  now: string,
): Facts {
  const suspension = { ground, withRequest, reference, by };
  if (holds.length === 0) return [{ type: 'KeySuspended', data: { key, ...suspension, suspendedAt: now } }];
  const isSaid = holds.some(
    (hold) => hold.ground === ground && hold.withRequest === withRequest && hold.byEnterprise === (by === key.uscc),
  );
  if (isSaid && liftingProposedBy === null) return [];
  return [{ type: 'SuspensionAdded', data: { ...suspension, addedAt: now } }];
}

/** What the enterprise has reported, or came with a request, goes; the key is good again where nothing else holds it. */
export function released(
  of: SuspensionLifted['data']['of'],
  reinstatement: RevocationEvent,
  by: string,
  { holds }: InForce,
  now: string,
): Facts {
  if (!holds.some((hold) => isOf(of, hold))) return [];
  if (holds.every((hold) => isOf(of, hold))) return [reinstatement];
  return [{ type: 'SuspensionLifted', data: { of, by, liftedAt: now } }];
}

export const reinstated = (
  { caseId, tokenSerial, serials }: HeldKey,
  proposedBy: string | null,
  by: string,
  now: string,
): RevocationEvent => ({
  type: 'KeyReinstated',
  data: { caseId, tokenSerial, serials, proposedBy, by, reinstatedAt: now },
});

/** Nobody of ours has a part in it: who asks is the enterprise itself. */
export const reportedLost = ({ uscc }: HeldKey): Suspension => ({
  ...{ ground: 'lost', withRequest: false, reference: null, by: uscc },
});
