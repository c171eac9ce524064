import type { Policy } from '@ekey/kernel';
import type { PublicKeyClaimedForRenewal, PublicKeyRefusedToRenewal } from '../public-key/public-key.events';
import type { AcceptKey, RefuseKey } from '../renewal-order/renewal-order.commands';

type Answered = PublicKeyClaimedForRenewal | PublicKeyRefusedToRenewal;

export const whenPublicKeyAnsweredThenAcceptOrRefuseRequest: Policy<Answered, AcceptKey | RefuseKey> = {
  name: 'when-public-key-answered-then-accept-or-refuse-request',
  from: 'own',
  on: ['PublicKeyClaimedForRenewal', 'PublicKeyRefusedToRenewal'],
  react: ({ type, data: { caseId, attempt, use }, meta }) => {
    const answer = type === 'PublicKeyClaimedForRenewal' ? 'AcceptKey' : 'RefuseKey';
    return [{ id: caseId, command: { type: answer, data: { caseId, attempt, use, now: meta.recordedAt } } }];
  },
};
