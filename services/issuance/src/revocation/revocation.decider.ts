import type { Decider } from '@ekey/kernel';
import type { RevocationReason } from '../certificate/certificate.events';
import type { RevocationCommand } from './revocation.commands';
import type { RevocationEvent, RevocationGround } from './revocation.events';
import { evolve, initial, type RevocationState } from './revocation.state';

/** Dossier §4.6. A parcel in the wrong hands is treated as a lost one: nobody knows who had the token. */
export const reasonFor: Record<RevocationGround, RevocationReason> = {
  'production-failed': 'superseded',
  lost: 'keyCompromise',
  damaged: 'superseded',
  'wrong-parcel': 'keyCompromise',
  withdrawn: 'cessationOfOperation',
  terminated: 'cessationOfOperation',
};

function decide(command: RevocationCommand, state: RevocationState): readonly RevocationEvent[] {
  if (command.type === 'OrderRevocation') {
    const { now, ...ordered } = command.data;
    if (state.status !== 'unknown' || ordered.serials.length === 0) return [];
    return [{ type: 'RevocationOrdered', data: { ...ordered, reason: reasonFor[ordered.ground], orderedAt: now } }];
  }
  const { serial, now } = command.data;
  if (state.status !== 'ordered' || !state.left.includes(serial)) return [];
  const progressed = { type: 'RevocationProgressed', data: { serial, at: now } } as const;
  if (state.left.length > 1) return [progressed];
  return [progressed, { type: 'RevocationExecuted', data: { caseId: state.caseId, executedAt: now } }];
}

/** The revocation of a key: both certificates and the seal, once, with the ground it rests on. */
export const revocation: Decider<RevocationCommand, RevocationState, RevocationEvent, never> = {
  category: 'issuance.Revocation',
  initial,
  decide,
  evolve,
};
