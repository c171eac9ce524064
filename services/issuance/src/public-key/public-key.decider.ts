import { reject, type Decider, type Decision } from '@ekey/kernel';
import type { PublicKeyCommand } from './public-key.commands';
import type { KeyPurpose, PublicKeyEvent } from './public-key.events';
import { evolve, initial, type PublicKeyState } from './public-key.state';

export type PublicKeyRejection = 'PublicKeyTaken';

function decide({ type, data }: PublicKeyCommand, state: PublicKeyState): Decision<PublicKeyEvent, PublicKeyRejection> {
  const { caseId, attempt, use, now } = data;
  if (type === 'ClaimForRenewal') {
    const purpose = { caseId, attempt, use };
    if (state === null) return [{ type: 'PublicKeyClaimedForRenewal', data: { ...purpose, claimedAt: now } }];
    return isClaimedFor(data, state)
      ? []
      : [{ type: 'PublicKeyRefusedToRenewal', data: { ...purpose, refusedAt: now } }];
  }
  if (state === null) return [{ type: 'PublicKeyClaimed', data: { caseId, attempt, use, claimedAt: now } }];
  return isClaimedFor(data, state) ? [] : reject('PublicKeyTaken');
}

const isClaimedFor = (asked: KeyPurpose, held: KeyPurpose): boolean =>
  asked.caseId === held.caseId && asked.attempt === held.attempt && asked.use === held.use;

/**
 * One public key, by the SHA-256 of its SubjectPublicKeyInfo: it gets one certificate, for ever. That nobody else may have it
 * is what the first append to its stream decides.
 */
export const publicKey: Decider<PublicKeyCommand, PublicKeyState, PublicKeyEvent, PublicKeyRejection> = {
  category: 'issuance.PublicKey',
  initial,
  decide,
  evolve,
};
