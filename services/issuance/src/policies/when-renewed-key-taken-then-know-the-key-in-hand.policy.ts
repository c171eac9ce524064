import type { Policy } from '@ekey/kernel';
import type { TakeRenewedKey } from '../key-in-hand/key-in-hand.commands';
import type { RenewedKeyTaken } from '../renewal-order/renewal-order.events';

/** From here on the token holds the renewed key. */
export const whenRenewedKeyTakenThenKnowTheKeyInHand: Policy<RenewedKeyTaken, TakeRenewedKey> = {
  name: 'when-renewed-key-taken-then-know-the-key-in-hand',
  from: 'own',
  on: ['RenewedKeyTaken'],
  react: ({ data, meta }) => {
    const { caseId, attempt, certificates, sealId, takenAt: since } = data;
    const renewed = { caseId, attempt, serials: [certificates.signing, certificates.encryption], sealId };
    const taken = { renewed, since, now: meta.recordedAt };
    return [{ id: data.tokenSerial, command: { type: 'TakeRenewedKey', data: taken } }];
  },
};
