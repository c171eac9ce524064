import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { NoticeCommand } from '../notice/notice.commands';
import { queueNotice } from '../notice/queue-notice';

type Expiring = Published<'renewal.CertificateExpiring.v1'>;

export const whenCertificateExpiringThenMailHowToRenew: Policy<Expiring, NoticeCommand> = {
  name: 'when-certificate-expiring-then-mail-how-to-renew',
  from: 'renewal.events',
  on: ['renewal.CertificateExpiring.v1'],
  react: (fact) => {
    const { caseId, serial, tokenSerial, notAfter } = fact.data;
    const parameters = { serial, ...(tokenSerial !== undefined && { tokenSerial }), notAfter };
    return [queueNotice(fact, { caseId }, { purpose: 'certificate-expiring', parameters })];
  },
};
