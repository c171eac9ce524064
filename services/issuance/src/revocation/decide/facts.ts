import type { RevocationReason } from '../../certificate/certificate.events';
import type {
  HeldKey,
  RequestGround,
  RevocationEvent,
  RevocationGround,
  Suspension,
  SuspensionLifted,
} from '../revocation.events';
import type { Facts } from '../revocation.rejections';
import { isOf, type InForce } from '../revocation.state';

/** CRLReason (RFC 5280 §5.3.1). A parcel in the wrong hands is treated as a lost one: nobody knows who had the token. */
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

/** What is lost or known to others may do no harm while a request is looked into. */
export const isUrgent = (ground: RequestGround): boolean => ground === 'lost' || ground === 'compromised';

/**
 * Everybody who suspends a key is heard, and once: the first takes it out of use, and each further one adds what has to be lifted
 * before it is good again. Where lifting is proposed, the same suspension once more is an objection.
 */
export function suspended(key: HeldKey, suspension: Suspension, state: InForce, now: string): Facts {
  if (isSettled(key, suspension, state)) {
    const { reportedAt } = suspension;
    return reportedAt === undefined ? [] : [{ type: 'LossReportNoted', data: { reportedAt, notedAt: now } }];
  }
  return state.holds.length === 0
    ? [{ type: 'KeySuspended', data: { key, ...suspension, suspendedAt: now } }]
    : [{ type: 'SuspensionAdded', data: { ...suspension, addedAt: now } }];
}

/**
 * On record already, or a report of a loss that officers have lifted since. They lift what was reported before they began to, and
 * whatever was reported after that objects: so it is the same whether a report is heard before or after they have done so. A loss
 * that they never heard of is none that they have lifted.
 */
function isSettled(key: HeldKey, { ground, withRequest, by, reportedAt }: Suspension, state: InForce): boolean {
  const { holds, liftingProposed, lossLiftedAsOf } = state;
  const isOnRecord = holds.some(
    (hold) => hold.ground === ground && hold.withRequest === withRequest && hold.byEnterprise === (by === key.uscc),
  );
  const isReportedBefore = (at: string): boolean => reportedAt !== undefined && reportedAt < at;
  if (isOnRecord) return liftingProposed === null || isReportedBefore(liftingProposed.at);
  return ground === 'lost' && lossLiftedAsOf !== null && isReportedBefore(lossLiftedAsOf);
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
export const reportedLost = ({ uscc }: HeldKey, reportedAt: string): Suspension => ({
  ...{ ground: 'lost', withRequest: false, reference: null, by: uscc, reportedAt },
});
