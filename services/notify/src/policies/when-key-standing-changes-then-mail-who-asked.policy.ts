import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import type { NoticeContent } from '../notice/notice.events';
import { queueNotice } from '../notice/queue-notice';

type Told = Published<
  | 'issuance.KeySuspended.v1'
  | 'issuance.KeyReinstated.v1'
  | 'issuance.KeyRevoked.v1'
  | 'issuance.KeyUnlocked.v1'
  | 'issuance.KeyGivenUp.v1'
>;

/**
 * Of the key and not of its certificates: one mail, not two. What else ends by a rule (a remake, a renewal, a key nobody came for)
 * is told by the facts that it follows from.
 */
export const whenKeyStandingChangesThenMailWhoAsked: Policy<Told, NoticeCommand> = {
  name: 'when-key-standing-changes-then-mail-who-asked',
  from: 'issuance.events',
  on: [
    'issuance.KeySuspended.v1',
    'issuance.KeyReinstated.v1',
    'issuance.KeyRevoked.v1',
    'issuance.KeyUnlocked.v1',
    'issuance.KeyGivenUp.v1',
  ],
  react: (fact) => [queueNotice(fact, { caseId: fact.data.caseId }, contentOf(fact))],
};

function contentOf(fact: Told): NoticeContent {
  switch (fact.type) {
    case 'issuance.KeySuspended.v1': {
      const { tokenSerial, ground, withRequest, reference, suspendedAt } = fact.data;
      return { purpose: 'key-suspended', parameters: { tokenSerial, ground, withRequest, reference, suspendedAt } };
    }
    case 'issuance.KeyReinstated.v1': {
      const { tokenSerial, because, reinstatedAt } = fact.data;
      return { purpose: 'key-reinstated', parameters: { tokenSerial, because, reinstatedAt } };
    }
    case 'issuance.KeyGivenUp.v1': {
      const { tokenSerial, givenUpAt } = fact.data;
      return { purpose: 'key-given-up', parameters: { tokenSerial, givenUpAt } };
    }
    case 'issuance.KeyRevoked.v1': {
      const { tokenSerial, ground, requester, reference, revokedAt } = fact.data;
      return { purpose: 'key-revoked', parameters: { tokenSerial, ground, requester, reference, revokedAt } };
    }
    case 'issuance.KeyUnlocked.v1': {
      const { tokenSerial, unlockedAt } = fact.data;
      return { purpose: 'key-unlocked', parameters: { tokenSerial, unlockedAt } };
    }
  }
}
