import type { RevocationReason } from '../../certificate/certificate.events';
import type { HeldKey, RevocationEvent, RevocationGround, Suspension } from '../revocation.events';

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

export const suspended = (
  key: HeldKey,
  { ground, withRequest, reference, by }: Suspension,
  now: string,
): RevocationEvent => ({
  type: 'KeySuspended',
  data: { key, ground, withRequest, reference, by, suspendedAt: now },
});

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
