import type { Published } from '@ekey/contracts';
import type { Policy } from '@ekey/kernel';
import type { TakeRequest } from '../renewal-order/renewal-order.commands';

type Requested = Published<'renewal.RenewalCertificateRequested.v1'>;

export const whenRenewalCertificateRequestedThenTakeRequest: Policy<Requested, TakeRequest> = {
  name: 'when-renewal-certificate-requested-then-take-request',
  from: 'renewal.events',
  on: ['renewal.RenewalCertificateRequested.v1'],
  react: ({ data, meta }) => {
    const { caseId, attempt, use, uscc, nameCn, tokenSerial, spki, spkiSha256, formDocumentId, oldNotAfter } = data;
    const request = { caseId, attempt, use, uscc, nameCn, tokenSerial, spki, spkiSha256, formDocumentId, oldNotAfter };
    return [{ id: caseId, command: { type: 'TakeRequest', data: { ...request, now: meta.recordedAt } } }];
  },
};
