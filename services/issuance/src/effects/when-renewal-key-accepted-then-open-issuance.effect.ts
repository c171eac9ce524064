import type { Documents } from '@ekey/documents';
import type { Clock, Effect } from '@ekey/kernel';
import { serialNumber } from '@ekey/pki';
import { enterpriseSubject } from '../enterprise-subject';
import type { OpenRenewalIssuance } from '../renewal-order/renewal-order.commands';
import type { RenewalKeyAccepted } from '../renewal-order/renewal-order.events';
import { readSubmittedForm } from './submitted-form';

export interface NumberingPorts {
  readonly clock: Clock;
  readonly documents: Documents;
  /** Under which serial numbers are drawn. */
  readonly serialKey: () => Promise<Buffer>;
}

/** A repeated step draws the same number, and names the enterprise as the approved form does. */
export const whenRenewalKeyAcceptedThenOpenIssuance: Effect<RenewalKeyAccepted, OpenRenewalIssuance, NumberingPorts> = {
  name: 'when-renewal-key-accepted-then-open-issuance',
  on: ['RenewalKeyAccepted'],
  act: async ({ data }, { clock, documents, serialKey }) => {
    const { caseId, attempt, use, uscc, nameCn, formDocumentId } = data;
    const form = await readSubmittedForm(documents, formDocumentId);
    const subject = enterpriseSubject(uscc, nameCn, form?.registeredAddress ?? null);
    const serial = serialNumber(await serialKey(), caseId, attempt, use);
    return { type: 'OpenRenewalIssuance', data: { attempt, use, serial, subject, now: clock.now() } };
  },
};
